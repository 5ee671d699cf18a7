-- Bản sao lập từ hồ sơ số: a file made in the background. kind: pdf, share (bản giao có khóa), redacted (bản đã che thông tin),
-- package (gói nộp lưu). asked: what part of the file, as JSON. state: waiting, made, refused (why says why).
-- file: hash of the made file, empty before and after; cleared_at: the file went, the line stays.
CREATE TABLE archive_copy (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  kind       TEXT   NOT NULL,
  title      TEXT   NOT NULL,
  asked      TEXT   NOT NULL,
  asked_by   UUID   NOT NULL,
  asked_at   BIGINT NOT NULL,
  state      TEXT   NOT NULL,
  why        TEXT   NOT NULL,
  file       TEXT   NOT NULL,
  bytes      BIGINT NOT NULL,
  pages      BIGINT NOT NULL,
  made_at    BIGINT,
  cleared_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX archive_copy_id ON archive_copy (id);
CREATE INDEX archive_copy_matter ON archive_copy (matter_id, asked_at);
CREATE INDEX archive_copy_file ON archive_copy (made_at, file);

-- Gói giao bản sao: to whom, what for, until when. key: the sealed words that open it, empty once it is withdrawn.
CREATE TABLE archive_share (
  unit_id      TEXT   NOT NULL,
  copy_id      UUID   NOT NULL,
  matter_id    UUID   NOT NULL,
  recipient    TEXT   NOT NULL,
  purpose      TEXT   NOT NULL,
  ends_on      DATE   NOT NULL,
  key_sealed   TEXT   NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by UUID,
  why          TEXT   NOT NULL,
  PRIMARY KEY (unit_id, copy_id)
);
CREATE UNIQUE INDEX archive_share_copy ON archive_share (copy_id);
CREATE INDEX archive_share_matter ON archive_share (matter_id);

-- Nhật ký gói giao: who took the package, who looked at the words that open it.
CREATE TABLE archive_taking (
  unit_id  TEXT   NOT NULL,
  id       UUID   NOT NULL,
  copy_id  UUID   NOT NULL,
  what     TEXT   NOT NULL,
  taken_by UUID   NOT NULL,
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX archive_taking_copy ON archive_taking (copy_id, taken_at);

-- Bản che thông tin: what is hidden on a copy of a part of the file; the file itself is never touched.
CREATE TABLE archive_redaction (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  title      TEXT   NOT NULL,
  asked      TEXT   NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX archive_redaction_id ON archive_redaction (id);
CREATE INDEX archive_redaction_matter ON archive_redaction (matter_id, made_at);

-- Chỗ che: boxes as JSON in dots of the picture as it stood (picture is its hash: turned since, it does not fit), why, and the words that
-- stood there; these stay on the server.
CREATE TABLE archive_box (
  unit_id      TEXT   NOT NULL,
  id           UUID   NOT NULL,
  redaction_id UUID   NOT NULL,
  page_id      UUID   NOT NULL,
  picture      TEXT   NOT NULL,
  rects        TEXT   NOT NULL,
  reason       TEXT   NOT NULL,
  words        TEXT   NOT NULL,
  made_by      UUID   NOT NULL,
  made_at      BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX archive_box_id ON archive_box (id);
CREATE INDEX archive_box_redaction ON archive_box (redaction_id, page_id);

-- Thời hạn bảo quản của hồ sơ: kind as in data/retention.csv; years where it counts years; basis: the paper that says so.
CREATE TABLE archive_retention (
  unit_id   TEXT   NOT NULL,
  matter_id UUID   NOT NULL,
  kind      TEXT   NOT NULL,
  years     BIGINT,
  start_on  DATE,
  event     TEXT   NOT NULL,
  basis     TEXT   NOT NULL,
  set_by    UUID   NOT NULL,
  set_at    BIGINT NOT NULL,
  PRIMARY KEY (unit_id, matter_id)
);
CREATE UNIQUE INDEX archive_retention_matter ON archive_retention (matter_id);

-- Lệnh giữ: while one stands, nothing of the file may be destroyed.
CREATE TABLE archive_hold (
  unit_id   TEXT   NOT NULL,
  id        UUID   NOT NULL,
  matter_id UUID   NOT NULL,
  reason    TEXT   NOT NULL,
  placed_by UUID   NOT NULL,
  placed_at BIGINT NOT NULL,
  lifted_by UUID,
  lifted_at BIGINT,
  lifting   TEXT   NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX archive_hold_id ON archive_hold (id);
CREATE INDEX archive_hold_matter ON archive_hold (matter_id, placed_at);
