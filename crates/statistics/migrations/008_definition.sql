-- Định nghĩa biểu do ngành sửa hoặc thêm: each version a whole file; never changed, only undone.
CREATE TABLE statistics_definition (
  form_id TEXT NOT NULL,
  version BIGINT NOT NULL,                   -- 1, 2 …; the program's own definition is version 0
  valid_from DATE NOT NULL,                  -- periods that end on this day or later
  valid_to DATE,
  text TEXT NOT NULL,                        -- the file
  reason TEXT NOT NULL,
  entered_by UUID NOT NULL,
  entered_name TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  undone_at BIGINT,
  undone_name TEXT,
  undone_reason TEXT,
  PRIMARY KEY (form_id, version)
);
