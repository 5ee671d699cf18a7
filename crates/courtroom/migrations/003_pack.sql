-- Gói phiên tòa: one encrypted file that opens without network. asked: what part of the file, JSON. approval_n: the approved list it stands on,
-- null where somebody confirmed that none was approved. opening: salt, rounds and wrapped keys, JSON; the pass phrase is kept nowhere.
-- keys_sealed: the keys of the parts and of the log, sealed with the key outside the database, by which a log is read when it comes home.
-- state: waiting, made, refused (why says why). file: the encrypted parts; manifest: bản kê, its name is its SHA-256; player: the page that
-- opens them. cleared_at: the file went after its last day, the line stays. paper, signed: the sheet that names the manifest, before and after
-- a signature. void_at: declared void; the file that was taken still opens.
CREATE TABLE courtroom_pack (
  unit_id     TEXT   NOT NULL,
  id          UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  holder_id   UUID   NOT NULL,
  trial_on    DATE   NOT NULL,
  expires_on  DATE   NOT NULL,
  asked       TEXT   NOT NULL,
  approval_n  BIGINT,
  opening     TEXT   NOT NULL,
  keys_sealed TEXT   NOT NULL,
  asked_by    UUID   NOT NULL,
  asked_at    BIGINT NOT NULL,
  state       TEXT   NOT NULL,
  why         TEXT   NOT NULL,
  file        TEXT   NOT NULL,
  manifest    TEXT   NOT NULL,
  player      TEXT   NOT NULL,
  bytes       BIGINT NOT NULL,
  pages       BIGINT NOT NULL,
  exhibits    BIGINT NOT NULL,
  made_at     BIGINT,
  cleared_at  BIGINT,
  paper       TEXT   NOT NULL,
  signed      TEXT   NOT NULL,
  signed_name TEXT   NOT NULL,
  signed_at   BIGINT,
  void_at     BIGINT,
  void_by     UUID,
  void_why    TEXT   NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX courtroom_pack_id ON courtroom_pack (id);
CREATE INDEX courtroom_pack_matter ON courtroom_pack (matter_id, asked_at);
CREATE INDEX courtroom_pack_ends ON courtroom_pack (expires_on, file);

-- Nhật ký gói đã nhập: the session that was held from a pack. log: the sealed file as it came, by its content; lines: how many.
CREATE TABLE courtroom_pack_session (
  unit_id     TEXT   NOT NULL,
  session_id  UUID   NOT NULL,
  pack_id     UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  log         TEXT   NOT NULL,
  lines       BIGINT NOT NULL,
  faults      TEXT   NOT NULL,
  imported_at BIGINT NOT NULL,
  imported_by UUID   NOT NULL,
  PRIMARY KEY (unit_id, session_id)
);
CREATE UNIQUE INDEX courtroom_pack_session_id ON courtroom_pack_session (session_id);
CREATE INDEX courtroom_pack_session_pack ON courtroom_pack_session (pack_id);
