-- Lượt gửi tệp từng phần: a sending that may break off and go on, also after the browser or the program was closed. What came
-- lies in the store of parts under the id. stamp: when the sender's file last changed, so that the same file is known again.
-- source: its hash once it is whole; outcome: what became of it, as JSON, once that is known.
CREATE TABLE casefile_sending (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  person_id  UUID   NOT NULL,
  name       TEXT   NOT NULL,
  bytes      BIGINT NOT NULL,
  stamp      BIGINT NOT NULL,
  begun_at   BIGINT NOT NULL,
  touched_at BIGINT NOT NULL,
  source     TEXT,
  outcome    TEXT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_sending_id ON casefile_sending (id);
CREATE INDEX casefile_sending_person ON casefile_sending (person_id, matter_id);
CREATE INDEX casefile_sending_touched ON casefile_sending (touched_at);
CREATE INDEX casefile_sending_source ON casefile_sending (source);

-- Chữ ký số nhúng trong bản gốc: whether the delivered PDF carries one.
ALTER TABLE casefile_file ADD COLUMN is_signed BOOLEAN NOT NULL DEFAULT FALSE;

-- Thư mục máy quét: a folder of the server into which a scanner delivers. folder: its path below the folder of all scanners.
-- post_id: the post in whose name its files are taken in; removed_at: no longer looked into.
CREATE TABLE casefile_scanner (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  name       TEXT   NOT NULL,
  folder     TEXT   NOT NULL,
  post_id    UUID   NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_scanner_id ON casefile_scanner (id);

-- Tệp máy quét đã gửi đến. place: where it lies now, below the scanner's folder. state: waiting (khay chờ, no matter yet), taken,
-- refused. Of a file with a mark of secrecy name and place are emptied. matter_id: where it was put.
CREATE TABLE casefile_scanned (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  scanner_id UUID   NOT NULL,
  name       TEXT   NOT NULL,
  place      TEXT   NOT NULL,
  source     TEXT   NOT NULL,
  bytes      BIGINT NOT NULL,
  pages      BIGINT NOT NULL,
  state      TEXT   NOT NULL,
  reason     TEXT   NOT NULL,
  matter_id  UUID,
  seen_at    BIGINT NOT NULL,
  settled_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_scanned_id ON casefile_scanned (id);
CREATE INDEX casefile_scanned_state ON casefile_scanned (unit_id, state, seen_at);
CREATE INDEX casefile_scanned_source ON casefile_scanned (source);

-- Thành phần của một tệp nén do máy quét gửi: the content of its members, so that the archive is found when one of them is withheld.
CREATE TABLE casefile_scanned_holds (
  unit_id    TEXT NOT NULL,
  scanned_id UUID NOT NULL,
  source     TEXT NOT NULL,
  PRIMARY KEY (unit_id, scanned_id, source)
);
CREATE INDEX casefile_scanned_holds_source ON casefile_scanned_holds (source);
