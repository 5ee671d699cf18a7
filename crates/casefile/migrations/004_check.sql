-- Đối chiếu với bản giấy: who compared a document of the list with its paper, and when. Gone once the document is marked anew.
CREATE TABLE casefile_check (
  unit_id     TEXT   NOT NULL,
  document_id UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  checked_by  UUID   NOT NULL,
  checked_at  BIGINT NOT NULL,
  PRIMARY KEY (unit_id, document_id)
);
CREATE UNIQUE INDEX casefile_check_document ON casefile_check (document_id);
CREATE INDEX casefile_check_matter ON casefile_check (matter_id);
