-- Mẫu báo cáo bằng lời do ngành thêm, sửa hoặc ngừng dùng: each version whole; never changed, only undone.
CREATE TABLE statistics_template (
  template TEXT NOT NULL,
  version BIGINT NOT NULL,                   -- 1, 2 …; the program's own wording is version 0
  name_vi TEXT NOT NULL,
  title_vi TEXT NOT NULL,
  basis_vi TEXT NOT NULL,
  is_to_check BOOLEAN NOT NULL,
  valid_from DATE NOT NULL,                  -- periods that end on this day or later
  valid_to DATE,
  is_retired BOOLEAN NOT NULL,               -- from valid_from on it is not offered any more
  text TEXT NOT NULL,
  reason TEXT NOT NULL,
  entered_by UUID NOT NULL,
  entered_name TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  undone_at BIGINT,
  undone_name TEXT,
  undone_reason TEXT,
  PRIMARY KEY (template, version)
);
