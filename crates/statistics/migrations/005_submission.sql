-- Bộ biểu đã chốt của một đơn vị trong một kỳ: each freezing is a row of its own and is never changed back; what was returned stays.
CREATE TABLE statistics_set (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- lần chốt: 1, 2 … of the same unit, period and scope
  period_from TEXT NOT NULL,                 -- as it was said: a day, or a day with an hour
  period_to TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,
  is_tree BOOLEAN NOT NULL,                  -- gộp cả cấp dưới
  is_provisional BOOLEAN NOT NULL,           -- số liệu tạm tính: frozen before the period was over
  state TEXT NOT NULL,                       -- frozen, compiled, sent, returned, dropped
  known_at BIGINT NOT NULL,                  -- facts recorded later are not in it
  explanation TEXT NOT NULL,                 -- of what the checks warned about
  digest TEXT NOT NULL,                      -- SHA-256 of the figures, under which they are kept as a file
  due_on DATE NOT NULL,
  correct_until DATE NOT NULL,               -- the last day on which it may be returned
  frozen_by UUID NOT NULL,
  frozen_name TEXT NOT NULL,
  frozen_at BIGINT NOT NULL,
  compiler_name TEXT NOT NULL,               -- người lập biểu, who signed
  compiled_at BIGINT,
  head_name TEXT NOT NULL,                   -- thủ trưởng, who approved and signed
  sent_at BIGINT,
  sent_to TEXT NOT NULL,                     -- the unit above
  remark TEXT NOT NULL,                      -- why it was returned or dropped
  returned_name TEXT NOT NULL,
  returned_at BIGINT,
  paper TEXT NOT NULL,                       -- the PDF/A before any signature
  signed TEXT NOT NULL,                      -- with the signatures so far
  origin TEXT NOT NULL,                      -- here; package: from another installation, by file
  receipt TEXT NOT NULL,                     -- JSON: biên nhận of the unit above
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX statistics_set_period ON statistics_set (unit_id, from_at, to_at, n);
CREATE INDEX statistics_set_id ON statistics_set (id);
CREATE UNIQUE INDEX statistics_set_digest ON statistics_set (unit_id, digest, n);
