-- Danh mục trình chiếu (công bố tài liệu, chứng cứ bằng hình ảnh): what is to be shown at the trial of a matter; one list a matter.
-- revision grows with every change of the list or of an exhibit in it.
CREATE TABLE courtroom_list (
  unit_id    TEXT   NOT NULL,
  matter_id  UUID   NOT NULL,
  revision   BIGINT NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, matter_id)
);
CREATE UNIQUE INDEX courtroom_list_matter ON courtroom_list (matter_id);

-- Mục trình chiếu. phase: cong_bo_cao_trang, xet_hoi, luan_toi, tranh_luan. place: its order, from 1 over the whole list.
-- parts: one to four pages, rectangles and lit boxes as JSON. statement: '' told by the contents, yes, no (said by hand).
-- planned_s: seconds it is to take. removed_at: taken off, kept for undo.
CREATE TABLE courtroom_exhibit (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  phase      TEXT   NOT NULL,
  place      BIGINT NOT NULL,
  parts      TEXT   NOT NULL,
  title      TEXT   NOT NULL,
  purpose    TEXT   NOT NULL,
  person     TEXT   NOT NULL,
  question   TEXT   NOT NULL,
  expected   TEXT   NOT NULL,
  fallback   TEXT   NOT NULL,
  statement  TEXT   NOT NULL,
  planned_s  BIGINT NOT NULL,
  revision   BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX courtroom_exhibit_id ON courtroom_exhibit (id);
CREATE INDEX courtroom_exhibit_matter ON courtroom_exhibit (matter_id, place);

-- Lần trình duyệt danh mục: the list as it stood when it was handed in (content, JSON); never changed afterwards.
-- state: waiting, approved, returned, withdrawn.
CREATE TABLE courtroom_approval (
  unit_id     TEXT   NOT NULL,
  matter_id   UUID   NOT NULL,
  n           BIGINT NOT NULL,
  revision    BIGINT NOT NULL,
  content     TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  leader_id   UUID   NOT NULL,
  note        TEXT   NOT NULL,
  asked_by    UUID   NOT NULL,
  asked_at    BIGINT NOT NULL,
  remark      TEXT   NOT NULL,
  answered_by UUID,
  answered_at BIGINT,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX courtroom_approval_matter ON courtroom_approval (matter_id, n);
CREATE INDEX courtroom_approval_leader ON courtroom_approval (leader_id, state);

-- Phiên trình chiếu: a trial or a rehearsal (tập). approval_n: the approved list it stands on, null where none was approved.
-- court_key: the random address of the court's screens, null once it is revoked or the session has ended; it expires at key_ends_at.
-- version and screen: what the court's screen shows now, in one row, so that whoever connects anew sees the present state.
CREATE TABLE courtroom_session (
  unit_id     TEXT   NOT NULL,
  id          UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  kind        TEXT   NOT NULL,
  approval_n  BIGINT,
  started_by  UUID   NOT NULL,
  started_at  BIGINT NOT NULL,
  ended_at    BIGINT,
  court_key   TEXT,
  key_ends_at BIGINT NOT NULL,
  version     BIGINT NOT NULL,
  screen      TEXT   NOT NULL,
  notes       TEXT   NOT NULL,
  notes_rev   BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX courtroom_session_id ON courtroom_session (id);
CREATE UNIQUE INDEX courtroom_session_key ON courtroom_session (court_key);
CREATE INDEX courtroom_session_matter ON courtroom_session (matter_id, started_at);

-- Người đã khai tại phiên tòa (BLTTHS Đ.308): whose earlier statements may be made public in this session, and on what ground.
CREATE TABLE courtroom_clearance (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  session_id UUID   NOT NULL,
  person     TEXT   NOT NULL,
  ground     TEXT   NOT NULL,
  cleared_by UUID   NOT NULL,
  cleared_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX courtroom_clearance_session ON courtroom_clearance (session_id);

-- Nhật ký trình chiếu: each time something stood on the court's screen, from when to when. Written once; only its end is added.
-- origin: list, adjusted (of the list, drawn on anew), unapproved, page (beside the list). ground: why a statement was shown (Đ.308).
CREATE TABLE courtroom_showing (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  session_id UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  n          BIGINT NOT NULL,
  exhibit_id UUID,
  phase      TEXT   NOT NULL,
  origin     TEXT   NOT NULL,
  caption    TEXT   NOT NULL,
  pages      TEXT   NOT NULL,
  statement  BOOLEAN NOT NULL,
  ground     TEXT   NOT NULL,
  shown_by   UUID   NOT NULL,
  shown_at   BIGINT NOT NULL,
  hidden_at  BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX courtroom_showing_session ON courtroom_showing (session_id, n);
