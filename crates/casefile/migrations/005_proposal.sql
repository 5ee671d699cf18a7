-- Mục lục: what the list says of a document beside title and number. group_no: data/groups.csv, null while nobody has sorted it.
-- place: its place within the group, null: by its first page. form: mẫu TT 03/2026, "42/HS".
ALTER TABLE casefile_document ADD COLUMN group_no BIGINT;
ALTER TABLE casefile_document ADD COLUMN place DOUBLE PRECISION;
ALTER TABLE casefile_document ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
ALTER TABLE casefile_document ADD COLUMN signer TEXT NOT NULL DEFAULT '';
ALTER TABLE casefile_document ADD COLUMN form TEXT NOT NULL DEFAULT '';

-- stamp: the stamp that names the page as it was seen, with what was heard of a number that could not be read (JSON).
-- bl_guess: the number that the whole file tells for this page where its own stamp does not; to be confirmed by a person.
ALTER TABLE casefile_page ADD COLUMN stamp TEXT;
ALTER TABLE casefile_page ADD COLUMN bl_guess TEXT;

-- Tài liệu đề xuất: found by the machine, not yet on the list of documents. Confirmed, it goes to casefile_document under the same id.
-- doubts: codes of what a person should look at, separated by blanks; none: sure. confidence: mean of its letters, 0 to 100.
-- touched_by: who changed it; what nobody touched is made anew when the file is read anew. removed_at: a person said that it is no document.
CREATE TABLE casefile_proposal (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  file_id    UUID,
  first_no   BIGINT NOT NULL,
  last_no    BIGINT NOT NULL,
  title      TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  group_no   BIGINT,
  place      DOUBLE PRECISION,
  bl         TEXT   NOT NULL,
  issued_on  DATE,
  number     TEXT   NOT NULL,
  issuer     TEXT   NOT NULL,
  signer     TEXT   NOT NULL,
  form       TEXT   NOT NULL,
  confidence BIGINT NOT NULL,
  doubts     TEXT   NOT NULL,
  touched_by UUID,
  touched_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_proposal_id ON casefile_proposal (id);
CREATE INDEX casefile_proposal_matter ON casefile_proposal (matter_id, first_no);

-- Lần xếp cuối của một tệp: when a file was ordered last, and what is wrong in it (JSON); its pages count from 1 within the file.
CREATE TABLE casefile_ordering (
  unit_id    TEXT   NOT NULL,
  file_id    UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  faults     TEXT   NOT NULL,
  ordered_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, file_id)
);
CREATE UNIQUE INDEX casefile_ordering_file ON casefile_ordering (file_id);
CREATE INDEX casefile_ordering_matter ON casefile_ordering (matter_id);

-- Từng bước xếp hồ sơ: what a person did to the list and to the numbers, with all it changed as it was and as it became (JSON).
CREATE TABLE casefile_step (
  unit_id   TEXT   NOT NULL,
  id        UUID   NOT NULL,
  matter_id UUID   NOT NULL,
  person_id UUID   NOT NULL,
  seq       BIGINT NOT NULL,
  act       TEXT   NOT NULL,
  was       TEXT   NOT NULL,
  became    TEXT   NOT NULL,
  made_at   BIGINT NOT NULL,
  undone_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_step_seq ON casefile_step (matter_id, seq);

-- Số bút lục theo cơ quan đánh số: a page may carry several, each of a series with an owner (investigator, procuracy, court).
-- given_by: null when read from the stamp. replaced_at: renumbered since; the old number still leads to its page.
CREATE TABLE casefile_leaf (
  unit_id     TEXT   NOT NULL,
  id          UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  page_id     UUID   NOT NULL,
  owner       TEXT   NOT NULL,
  number      TEXT   NOT NULL,
  bl_key      TEXT   NOT NULL,
  given_by    UUID,
  given_at    BIGINT NOT NULL,
  replaced_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX casefile_leaf_key ON casefile_leaf (matter_id, bl_key);
CREATE INDEX casefile_leaf_page ON casefile_leaf (page_id);
INSERT INTO casefile_leaf (unit_id, id, matter_id, page_id, owner, number, bl_key, given_by, given_at, replaced_at)
  SELECT unit_id, id, matter_id, id, COALESCE(bl_owner, 'investigator'), bl, bl_key, bl_by, changed_at, NULL
    FROM casefile_page WHERE bl IS NOT NULL AND bl_key IS NOT NULL;
