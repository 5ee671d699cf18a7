-- Phiên trình chiếu đã hủy: a trial session that was opened by mistake (a rehearsal, the wrong case). Its log stays; no figure counts it.
CREATE TABLE courtroom_annulment (
  unit_id     TEXT   NOT NULL,
  session_id  UUID   NOT NULL,
  why         TEXT   NOT NULL,
  annulled_by UUID   NOT NULL,
  annulled_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, session_id)
);
CREATE UNIQUE INDEX courtroom_annulment_session ON courtroom_annulment (session_id);
-- What an adoption figure counts: trial sessions of some units in some days.
CREATE INDEX courtroom_session_began ON courtroom_session (unit_id, started_at);
