-- Bản in cả bộ biểu: what was asked for, by whom, and the file once it is made.
CREATE TABLE statistics_print (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  asked TEXT NOT NULL,                       -- JSON: which set, or which units and period; PDF or Excel
  title TEXT NOT NULL,
  asked_by UUID NOT NULL,
  asked_at BIGINT NOT NULL,
  file TEXT NOT NULL,                        -- empty until it is made
  made_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX statistics_print_mine ON statistics_print (asked_by, asked_at);
