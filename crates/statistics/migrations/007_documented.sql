-- Số liệu nhập có căn cứ: a figure that no fact tells, with the document it rests on. Never changed: entered again or withdrawn.
CREATE TABLE statistics_documented (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  form_id TEXT NOT NULL,
  row_no TEXT NOT NULL,
  article TEXT NOT NULL,                     -- điều luật, of a form by offence; empty otherwise
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,
  version BIGINT NOT NULL,                   -- 1, 2 … of the same cell and period
  figure BIGINT NOT NULL,
  reason TEXT NOT NULL,
  document TEXT NOT NULL,                    -- số, ký hiệu văn bản làm căn cứ
  document_on DATE NOT NULL,
  entered_by UUID NOT NULL,
  entered_name TEXT NOT NULL,                -- as the person was called then
  entered_at BIGINT NOT NULL,
  ended_at BIGINT,                           -- entered again or withdrawn
  ended_name TEXT,
  ended_reason TEXT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX statistics_documented_cell ON statistics_documented (unit_id, form_id, row_no, from_at, to_at);
