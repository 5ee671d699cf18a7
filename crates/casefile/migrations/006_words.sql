-- Chữ sửa bằng tay: each line is one version of what stands in a box. before_text, after_text: what stood there and what a
-- person typed (the same: the machine was right; empty: no letters at all). rect: the box on the picture as it stands
-- (w × h, turned by quarters), so that it can follow a page that is turned or read again; before_words, after_words: the words
-- taken out and put in, with their boxes, as JSON. misread, meant: what the office's dictionary learns, null where it learns
-- nothing. like_id: the correction that proposed it. is_lapsed: the page was read again and no word stands in the box any more.
CREATE TABLE casefile_correction (
  unit_id      TEXT    NOT NULL,
  id           UUID    NOT NULL,
  matter_id    UUID    NOT NULL,
  page_id      UUID    NOT NULL,
  rect         TEXT    NOT NULL,
  w            BIGINT  NOT NULL,
  h            BIGINT  NOT NULL,
  quarters     BIGINT  NOT NULL,
  before_text  TEXT    NOT NULL,
  after_text   TEXT    NOT NULL,
  before_words TEXT    NOT NULL,
  after_words  TEXT    NOT NULL,
  misread      TEXT,
  meant        TEXT,
  like_id      UUID,
  is_lapsed    BOOLEAN NOT NULL,
  made_by      UUID    NOT NULL,
  made_at      BIGINT  NOT NULL,
  undone_by    UUID,
  undone_at    BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_correction_id ON casefile_correction (id);
CREATE INDEX casefile_correction_page ON casefile_correction (page_id, made_at);
CREATE INDEX casefile_correction_matter ON casefile_correction (matter_id, made_at);
CREATE INDEX casefile_correction_lesson ON casefile_correction (unit_id, misread);

-- Chữ máy đọc chưa chắc: how many words of the page are doubtful; -1: not counted yet. reviewed_by, reviewed_at: a person has
-- compared the page with its picture and leaves the rest as it is; gone once the page is read again.
ALTER TABLE casefile_page ADD COLUMN doubtful BIGINT NOT NULL DEFAULT -1;
ALTER TABLE casefile_page ADD COLUMN reviewed_by UUID;
ALTER TABLE casefile_page ADD COLUMN reviewed_at BIGINT;

-- Người khai: whose statement a document of the list is, as a person confirmed; two rows for a confrontation (đối chất).
CREATE TABLE casefile_statement (
  unit_id      TEXT   NOT NULL,
  document_id  UUID   NOT NULL,
  name_key     TEXT   NOT NULL,
  matter_id    UUID   NOT NULL,
  name         TEXT   NOT NULL,
  confirmed_by UUID   NOT NULL,
  confirmed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, document_id, name_key)
);
CREATE UNIQUE INDEX casefile_statement_document ON casefile_statement (document_id, name_key);
CREATE INDEX casefile_statement_matter ON casefile_statement (matter_id);

-- Mâu thuẫn giữa hai lời khai, as a person decided: accepted, or dismissed with a reason (note). pair: what was held against
-- what, so that it is not proposed again. one, other: each side as JSON: document, person, page, boxes with the picture they
-- were drawn on, value and sentence. withdrawn_at: the decision was taken back.
CREATE TABLE casefile_contradiction (
  unit_id      TEXT   NOT NULL,
  id           UUID   NOT NULL,
  matter_id    UUID   NOT NULL,
  topic        TEXT   NOT NULL,
  state        TEXT   NOT NULL,
  pair         TEXT   NOT NULL,
  one_page     UUID   NOT NULL,
  one          TEXT   NOT NULL,
  other_page   UUID   NOT NULL,
  other        TEXT   NOT NULL,
  note         TEXT   NOT NULL,
  decided_by   UUID   NOT NULL,
  decided_at   BIGINT NOT NULL,
  withdrawn_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_contradiction_id ON casefile_contradiction (id);
CREATE INDEX casefile_contradiction_matter ON casefile_contradiction (matter_id, decided_at);
CREATE INDEX casefile_contradiction_one ON casefile_contradiction (one_page);
CREATE INDEX casefile_contradiction_other ON casefile_contradiction (other_page);
