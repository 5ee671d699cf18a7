-- Đơn vị (VKSND): one row for each stretch of days in which a unit kept its name, its parent and its level.
CREATE TABLE people_unit (
  key        TEXT NOT NULL,            -- stable internal key, such as P68 or P79-KV07
  valid_from DATE NOT NULL,            -- 0001-01-01: from before anything recorded here
  valid_to   DATE NOT NULL,            -- last day; 9999-12-31: no end in sight
  name_vi    TEXT NOT NULL,            -- the official name in those days
  level      TEXT NOT NULL,            -- cấp
  parent     TEXT,                     -- đơn vị cấp trên trực tiếp
  successor  TEXT,                     -- đơn vị kế thừa, on the last row of a unit that was merged
  code       TEXT,                     -- official code of the administrative area
  certainty  TEXT NOT NULL,            -- "confirmed…" or what must still be checked
  source     TEXT NOT NULL,            -- where it was read
  notes      TEXT NOT NULL,
  PRIMARY KEY (key, valid_from)
);
-- Every pair of a unit and one above it, with the days it holds: a tree is one join.
CREATE TABLE people_unit_closure (
  ancestor   TEXT NOT NULL,
  unit       TEXT NOT NULL,
  depth      BIGINT NOT NULL,          -- 0: the unit itself
  valid_from DATE NOT NULL,
  valid_to   DATE NOT NULL,
  PRIMARY KEY (ancestor, unit, valid_from)
);
CREATE INDEX people_unit_closure_up ON people_unit_closure (unit, ancestor);
-- Who changed the units, when and why. Never edited.
CREATE TABLE people_unit_change (
  id         UUID NOT NULL PRIMARY KEY,
  key        TEXT NOT NULL,
  action     TEXT NOT NULL,            -- created, renamed, moved, merged, ended
  from_on    DATE NOT NULL,            -- the day it takes effect
  detail     TEXT NOT NULL,            -- the new name, parent or successor
  reason     TEXT NOT NULL,            -- the resolution or decision
  made_by    UUID,                     -- none: imported
  made_at    BIGINT NOT NULL
);
CREATE INDEX people_unit_change_key ON people_unit_change (key, made_at);
-- Counts the changes of what the program keeps in memory, so that every process notices.
CREATE TABLE people_stamp (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL);
INSERT INTO people_stamp (name, value) VALUES ('units', 0), ('calendar', 0);
