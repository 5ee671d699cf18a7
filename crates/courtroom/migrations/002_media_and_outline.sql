-- Loại vụ án của danh mục: hinh_su, dan_su, hanh_chinh; says which phases the trial has.
ALTER TABLE courtroom_list ADD COLUMN procedure TEXT NOT NULL DEFAULT 'hinh_su';

-- Băng ghi âm, ghi hình. hash: SHA-256 of the original as it was delivered, its name in the store; it is never converted.
-- origin: hoi_cung (ghi âm, ghi hình khi hỏi cung), loi_khai (khi lấy lời khai, đối chất), camera, khac, '' not said.
-- record: the leaves of the record that says it was recorded. copy_of: of which original this is a viewing copy, as the person wrote.
-- duration_ms: as the browser told that played it first; 0 unknown.
CREATE TABLE courtroom_media (
  unit_id     TEXT   NOT NULL,
  id          UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  hash        TEXT   NOT NULL,
  bytes       BIGINT NOT NULL,
  kind        TEXT   NOT NULL,
  mime        TEXT   NOT NULL,
  codecs      TEXT   NOT NULL,
  name        TEXT   NOT NULL,
  title       TEXT   NOT NULL,
  origin      TEXT   NOT NULL,
  person      TEXT   NOT NULL,
  record      TEXT   NOT NULL,
  device      TEXT   NOT NULL,
  operator    TEXT   NOT NULL,
  recorded    TEXT   NOT NULL,
  seal        TEXT   NOT NULL,
  copy_of     TEXT   NOT NULL,
  duration_ms BIGINT NOT NULL,
  revision    BIGINT NOT NULL,
  added_by    UUID   NOT NULL,
  added_at    BIGINT NOT NULL,
  removed_at  BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX courtroom_media_id ON courtroom_media (id);
CREATE INDEX courtroom_media_matter ON courtroom_media (matter_id, added_at);

-- Nhật ký phát băng ghi: each time a recording ran on the court's screen, from which mark to which. Written once; only its end is added.
CREATE TABLE courtroom_playing (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  session_id UUID   NOT NULL,
  showing_id UUID   NOT NULL,
  media_id   UUID   NOT NULL,
  n          BIGINT NOT NULL,
  from_ms    BIGINT NOT NULL,
  begun_at   BIGINT NOT NULL,
  to_ms      BIGINT,
  ended_at   BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX courtroom_playing_session ON courtroom_playing (session_id, n);

-- Đề cương xét hỏi: question → expected answer → exhibit if the answer differs (exhibit_id, of the list of the same matter).
-- place: its order, from 1 over the whole outline. differs: what is done when the answer differs.
CREATE TABLE courtroom_question (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  place      BIGINT NOT NULL,
  person     TEXT   NOT NULL,
  question   TEXT   NOT NULL,
  expected   TEXT   NOT NULL,
  differs    TEXT   NOT NULL,
  exhibit_id UUID,
  revision   BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX courtroom_question_id ON courtroom_question (id);
CREATE INDEX courtroom_question_matter ON courtroom_question (matter_id, place);
