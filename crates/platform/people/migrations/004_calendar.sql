-- Lịch nghỉ do cơ quan nhập thêm: days that differ from the calendar in the program. A mistake is withdrawn, not erased.
CREATE TABLE people_calendar_day (
  id           UUID NOT NULL PRIMARY KEY,
  on_day       DATE NOT NULL,
  kind         TEXT NOT NULL,          -- off, working
  name_vi      TEXT NOT NULL,          -- its name, such as Tết Âm lịch
  reason       TEXT NOT NULL,          -- why the office enters it
  source       TEXT NOT NULL,          -- the announcement
  known_from   DATE NOT NULL,          -- the day it was announced
  entered_by   UUID NOT NULL,
  entered_at   BIGINT NOT NULL,
  withdrawn_by UUID,
  withdrawn_at BIGINT,
  withdrawn_why TEXT
);
CREATE INDEX people_calendar_day_on ON people_calendar_day (on_day);
