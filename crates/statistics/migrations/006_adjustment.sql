-- Phiếu điều chỉnh số liệu: a signed amount beside a figure, never over it.
CREATE TABLE statistics_adjustment (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  form TEXT NOT NULL,
  row_no TEXT NOT NULL,
  column_no TEXT NOT NULL,
  label TEXT NOT NULL,                       -- the row's words on that day
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,
  amount BIGINT NOT NULL,
  reason TEXT NOT NULL,
  record TEXT NOT NULL,                      -- the record that should have produced the figure
  expires_on DATE NOT NULL,                  -- by then the record must have been put right
  state TEXT NOT NULL,                       -- proposed, signed, withdrawn
  made_by UUID NOT NULL,
  made_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  signed_name TEXT NOT NULL,
  signed_at BIGINT,
  paper TEXT NOT NULL,
  signed TEXT NOT NULL,
  withdrawn_name TEXT NOT NULL,
  withdrawn_at BIGINT,
  why TEXT NOT NULL,                         -- of the withdrawal
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX statistics_adjustment_period ON statistics_adjustment (unit_id, from_at, to_at, state);
CREATE INDEX statistics_adjustment_id ON statistics_adjustment (id);
