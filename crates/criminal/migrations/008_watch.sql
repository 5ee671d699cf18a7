-- Hẹn xem lại, thời hiệu do Kiểm sát viên tính: days that no clock of the law gives and somebody wants to be told of.
-- Derived: `kiemsat rebuild` makes the same rows again.
CREATE TABLE criminal_watch (
  unit_id TEXT NOT NULL,                     -- the unit in charge
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  subject_id UUID,                           -- the person it is about; none for the whole matter
  name TEXT NOT NULL,                        -- their name
  kind TEXT NOT NULL,                        -- remind (hẹn xem lại), limitation (hết thời hiệu)
  on_day DATE NOT NULL,
  note TEXT NOT NULL,
  prosecutor_id UUID,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX criminal_watch_matter ON criminal_watch (matter_id);
CREATE INDEX criminal_watch_day ON criminal_watch (unit_id, on_day, matter_id, n);
CREATE INDEX criminal_watch_prosecutor ON criminal_watch (prosecutor_id, on_day, matter_id, n);
