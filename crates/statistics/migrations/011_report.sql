-- Báo cáo thống kê bằng lời: its sentences with their fields, the figures of the set they were filled from.
CREATE TABLE statistics_report (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  set_id UUID NOT NULL,
  template TEXT NOT NULL,
  title TEXT NOT NULL,
  text TEXT NOT NULL,                        -- one paragraph a line, fields in braces
  filled TEXT NOT NULL,                      -- JSON: what each field says
  compared TEXT NOT NULL,                    -- with which periods it compares, and where their figures come from
  version BIGINT NOT NULL,
  made_by UUID NOT NULL,
  made_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_name TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
-- Lời văn của đơn vị: takes the place of the shipped wording for that unit, from a day on; never changed, only followed.
CREATE TABLE statistics_wording (
  unit_id TEXT NOT NULL,
  template TEXT NOT NULL,
  version BIGINT NOT NULL,
  valid_from DATE NOT NULL,
  text TEXT NOT NULL,
  entered_by UUID NOT NULL,
  entered_name TEXT NOT NULL,
  entered_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, template, version)
);
