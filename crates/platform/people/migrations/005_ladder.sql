-- Thang cảnh báo thời hạn của đơn vị, where its chief set one other than the default. An office's own setting, not law.
CREATE TABLE people_ladder (
  unit         TEXT NOT NULL PRIMARY KEY,  -- the procuracy
  near_days    BIGINT NOT NULL,            -- gần hạn: so many days or fewer are left
  urgent_days  BIGINT NOT NULL,            -- gấp
  near_hours   BIGINT NOT NULL,            -- the same for terms the law counts by the hour
  urgent_hours BIGINT NOT NULL,
  prosecutor   TEXT NOT NULL,              -- from which step on they hear: near, urgent, overdue, never
  team_leader  TEXT NOT NULL,
  deputy_chief TEXT NOT NULL,
  chief        TEXT NOT NULL,
  set_by       UUID NOT NULL,
  set_at       BIGINT NOT NULL
);
INSERT INTO people_stamp (name, value) VALUES ('ladder', 0);
