-- Hồ sơ số hóa của một vụ việc: how many pages its file has; the row that two uploads at once wait for.
CREATE TABLE casefile_matter (
  unit_id   TEXT   NOT NULL,
  matter_id UUID   NOT NULL,
  pages     BIGINT NOT NULL,
  grown_at  BIGINT NOT NULL,
  PRIMARY KEY (unit_id, matter_id)
);
CREATE UNIQUE INDEX casefile_matter_id ON casefile_matter (matter_id);

-- Tệp quét đã đưa vào hồ sơ. source: hash of the original bytes, which are never changed.
-- state: queued, read, withheld (tài liệu mật: only this line remains, without content).
CREATE TABLE casefile_file (
  unit_id     TEXT   NOT NULL,
  id          UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  title       TEXT   NOT NULL,
  source      TEXT   NOT NULL,
  bytes       BIGINT NOT NULL,
  first_no    BIGINT NOT NULL,
  pages       BIGINT NOT NULL,
  state       TEXT   NOT NULL,
  secrecy     TEXT,
  uploaded_by UUID   NOT NULL,
  uploaded_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_file_id ON casefile_file (id);
CREATE UNIQUE INDEX casefile_file_source ON casefile_file (matter_id, source);
CREATE INDEX casefile_file_bytes ON casefile_file (source);

-- Trang hồ sơ. no: its place in the matter's file, from 1 without gaps. file_page: its place in the delivered file.
-- status: waiting, shown (picture there, text not yet), read, failed. revision grows with every change.
-- picture, thumb: hashes of the upright picture and its thumbnail. quarters, degrees: how it was turned upright.
-- bl_*: bút lục as stamped; bl_key without leading zeros, bl_by who corrected it by hand.
CREATE TABLE casefile_page (
  unit_id       TEXT    NOT NULL,
  id            UUID    NOT NULL,
  matter_id     UUID    NOT NULL,
  file_id       UUID    NOT NULL,
  no            BIGINT  NOT NULL,
  file_page     BIGINT  NOT NULL,
  status        TEXT    NOT NULL,
  reason        TEXT    NOT NULL,
  revision      BIGINT  NOT NULL,
  picture       TEXT,
  thumb         TEXT,
  w             BIGINT  NOT NULL,
  h             BIGINT  NOT NULL,
  quarters      BIGINT  NOT NULL,
  degrees       DOUBLE PRECISION NOT NULL,
  turned_by     UUID,
  blank         BOOLEAN NOT NULL,
  bl            TEXT,
  bl_key        TEXT,
  bl_owner      TEXT,
  bl_confidence BIGINT  NOT NULL,
  bl_unclear    BOOLEAN NOT NULL,
  bl_rect       TEXT,
  bl_by         UUID,
  confidence    DOUBLE PRECISION NOT NULL,
  needs_person  BOOLEAN NOT NULL,
  handwritten   BOOLEAN NOT NULL,
  is_indexed    BOOLEAN NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_page_id ON casefile_page (id);
CREATE INDEX casefile_page_no ON casefile_page (matter_id, no);
CREATE INDEX casefile_page_file ON casefile_page (file_id, file_page);
CREATE INDEX casefile_page_bl ON casefile_page (matter_id, bl_key);
CREATE INDEX casefile_page_leaf ON casefile_page (unit_id, bl_key);
CREATE INDEX casefile_page_picture ON casefile_page (picture);
CREATE INDEX casefile_page_thumb ON casefile_page (thumb);

-- Chữ đã đọc trên trang: NFC text, and its words with their boxes as JSON.
CREATE TABLE casefile_text (
  unit_id   TEXT NOT NULL,
  page_id   UUID NOT NULL,
  matter_id UUID NOT NULL,
  text      TEXT NOT NULL,
  words     TEXT NOT NULL,
  PRIMARY KEY (unit_id, page_id)
);
CREATE UNIQUE INDEX casefile_text_page ON casefile_text (page_id);
CREATE INDEX casefile_text_matter ON casefile_text (matter_id);

-- Tài liệu trong hồ sơ (mục lục): from page to page. removed_at: taken off the list, kept for undo.
CREATE TABLE casefile_document (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  first_no   BIGINT NOT NULL,
  last_no    BIGINT NOT NULL,
  title      TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  bl         TEXT   NOT NULL,
  issued_on  DATE,
  number     TEXT   NOT NULL,
  marked_by  UUID   NOT NULL,
  marked_at  BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_document_id ON casefile_document (id);
CREATE INDEX casefile_document_matter ON casefile_document (matter_id, first_no);

-- Nội dung phải xóa khỏi kho tệp (tài liệu mật), written with the withholding so that no kill leaves it behind.
CREATE TABLE casefile_erasure (
  source TEXT NOT NULL PRIMARY KEY
);
