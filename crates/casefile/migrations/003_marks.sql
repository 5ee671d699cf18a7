-- Đoạn đánh dấu, ghi chú, trích cứu on a page: working notes of those who read the file, never part of the official file.
-- rects: boxes as JSON in pixels of the picture as it stood when marked (w × h, turned by quarters), so that they can follow
-- a page that is turned later. kind: buoc_toi, go_toi, can_lam_ro, khac. words: as read by the machine, never changed;
-- corrected: as mended by hand, null when they were right. is_shared: all who may read the file see it; else its author alone.
-- removed_at: taken off, kept for undo. The place of the page is asked of casefile_page, since pages move up when a file is withheld.
CREATE TABLE casefile_mark (
  unit_id    TEXT    NOT NULL,
  id         UUID    NOT NULL,
  matter_id  UUID    NOT NULL,
  page_id    UUID    NOT NULL,
  kind       TEXT    NOT NULL,
  rects      TEXT    NOT NULL,
  w          BIGINT  NOT NULL,
  h          BIGINT  NOT NULL,
  quarters   BIGINT  NOT NULL,
  words      TEXT    NOT NULL,
  corrected  TEXT,
  note       TEXT    NOT NULL,
  is_shared  BOOLEAN NOT NULL,
  author_id  UUID    NOT NULL,
  made_at    BIGINT  NOT NULL,
  changed_at BIGINT  NOT NULL,
  revision   BIGINT  NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX casefile_mark_id ON casefile_mark (id);
CREATE INDEX casefile_mark_page ON casefile_mark (page_id, made_at);
CREATE INDEX casefile_mark_matter ON casefile_mark (matter_id, author_id);
