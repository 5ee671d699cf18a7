-- Thời hạn đã leo thang: a clock that reached the step of a leader's rank, raised once for each end it has.
CREATE TABLE desk_escalation (
  unit_id       TEXT NOT NULL,             -- đơn vị thụ lý
  id            UUID NOT NULL,
  matter_id     UUID NOT NULL,
  rule          TEXT NOT NULL,             -- DET-INV-NT
  subject_id    UUID NOT NULL,             -- the person it is about; zeros for the whole matter
  due_at        BIGINT NOT NULL,           -- the end that came near, ms UTC; an extension makes another
  rank          TEXT NOT NULL,             -- team_leader, deputy_chief, chief
  step          TEXT NOT NULL,             -- where it stood when it was raised: near, urgent, overdue
  prosecutor_id UUID,                      -- whom it belonged to then
  deputy_id     UUID,
  raised_at     BIGINT NOT NULL,
  closed_at     BIGINT,                    -- the clock ended, moved or is no longer so near
  answered_by   UUID,                      -- tiếp nhận
  answered_at   BIGINT,
  note          TEXT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX desk_escalation_once ON desk_escalation (unit_id, matter_id, rule, subject_id, due_at, rank);
CREATE UNIQUE INDEX desk_escalation_id ON desk_escalation (id);
CREATE INDEX desk_escalation_open ON desk_escalation (unit_id, rank, due_at, id);
-- Bản tin thời hạn: what a person was told on the morning of a day.
CREATE TABLE desk_digest (
  person    UUID NOT NULL,
  on_day    DATE NOT NULL,
  made_at   BIGINT NOT NULL,
  overdue   BIGINT NOT NULL,
  urgent    BIGINT NOT NULL,
  near      BIGINT NOT NULL,
  escalated BIGINT NOT NULL,
  content   TEXT NOT NULL,                 -- the lines, JSON
  mail      TEXT NOT NULL,                 -- none, sent, refused
  PRIMARY KEY (person, on_day)
);
CREATE INDEX desk_digest_day ON desk_digest (on_day, mail, person);
-- Việc định kỳ: what was queued for which hour or day, so that several programs on one database queue it once.
CREATE TABLE desk_round (
  kind   TEXT NOT NULL,
  key    TEXT NOT NULL,
  at     BIGINT NOT NULL,
  PRIMARY KEY (kind, key)
);
-- Lần tính lại thời hạn: why, and how far it has come.
CREATE TABLE desk_change (
  id       UUID NOT NULL PRIMARY KEY,
  why      TEXT NOT NULL,                  -- what people read
  asked_by UUID,                           -- nobody: the program found another law
  unit_id  TEXT,
  at       BIGINT NOT NULL,
  after_id UUID NOT NULL,                  -- the last matter looked at
  looked   BIGINT NOT NULL,
  moved    BIGINT NOT NULL,
  done_at  BIGINT
);
CREATE INDEX desk_change_at ON desk_change (at, id);
-- Thời hạn đã đổi ngày.
CREATE TABLE desk_moved (
  unit_id       TEXT NOT NULL,
  change_id     UUID NOT NULL,
  matter_id     UUID NOT NULL,
  n             BIGINT NOT NULL,           -- its number within the matter
  name          TEXT NOT NULL,             -- the person it is about
  rule          TEXT NOT NULL,
  rule_vi       TEXT NOT NULL,
  prosecutor_id UUID,
  was_on        DATE,                      -- none: no day was known
  is_on         DATE,
  PRIMARY KEY (unit_id, change_id, matter_id, n)
);
CREATE INDEX desk_moved_change ON desk_moved (change_id, prosecutor_id);
-- Dữ liệu pháp luật which the open clocks were last computed by.
CREATE TABLE desk_law (
  one         BIGINT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  at          BIGINT NOT NULL
);
