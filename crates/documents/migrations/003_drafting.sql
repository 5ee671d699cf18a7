-- Ý kiến về bản nháp: on the whole document, on a field or on a passage; answered and settled, never erased.
CREATE TABLE documents_remark (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  document_id UUID NOT NULL,
  field TEXT NOT NULL,                       -- the field it is about; empty for the whole document
  passage TEXT NOT NULL,                     -- the words it is about, as they stood; may be empty
  version BIGINT NOT NULL,                   -- the version it was said of
  words TEXT NOT NULL,
  answers UUID,                              -- the remark it answers
  said_by UUID NOT NULL,
  said_by_name TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  settled_by UUID,
  settled_by_name TEXT,
  settled_at BIGINT,                         -- empty while it is open
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX documents_remark_id ON documents_remark (id);
CREATE INDEX documents_remark_document ON documents_remark (document_id, said_at);
-- The newest fact that the draft has seen: 0 for drafts begun before this was kept.
ALTER TABLE documents_draft ADD COLUMN facts_seen BIGINT NOT NULL DEFAULT 0;
CREATE INDEX documents_draft_author ON documents_draft (drafted_by, drafted_at);
