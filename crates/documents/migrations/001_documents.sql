-- Văn bản: a draft, and what became of it. An issued one no longer changes, but for being withdrawn.
CREATE TABLE documents_draft (
  unit_id TEXT NOT NULL,                     -- đơn vị thụ lý when it was drafted
  id UUID NOT NULL,
  matter_id UUID NOT NULL,
  subject_id UUID,                           -- the person it is about
  form TEXT NOT NULL,                        -- 42/HS
  title TEXT NOT NULL,                       -- Quyết định gia hạn tạm giam
  about TEXT NOT NULL,                       -- the person, or what the matter is called
  found TEXT NOT NULL,                       -- about, number and title without diacritics, for the search box
  known TEXT NOT NULL,                       -- JSON: what the facts said when it was drafted or last brought up to date
  typed TEXT NOT NULL,                       -- JSON: what was typed over it, by field, as typed
  version BIGINT NOT NULL,
  state TEXT NOT NULL,                       -- draft, issued, withdrawn
  signer_id UUID,
  signer_name TEXT NOT NULL,
  signer_role TEXT NOT NULL,
  drafted_by UUID NOT NULL,
  drafted_at BIGINT NOT NULL,
  changed_by UUID NOT NULL,
  changed_at BIGINT NOT NULL,
  number TEXT,                               -- 1/QĐ-VKSKV3
  issued_on DATE,
  issued_by UUID,
  fact_id UUID,
  pdf TEXT,                                  -- the kept files, by their content
  docx TEXT,
  reason TEXT,                               -- why it was withdrawn
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX documents_draft_id ON documents_draft (id);
CREATE INDEX documents_draft_matter ON documents_draft (matter_id);
CREATE INDEX documents_draft_list ON documents_draft (unit_id, state, changed_at, id);
-- Các lần lưu: what stood in the draft after each change, and what changed.
CREATE TABLE documents_version (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,
  version BIGINT NOT NULL,
  field TEXT NOT NULL,                       -- the field that changed; empty when the whole draft did
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  known TEXT NOT NULL,
  typed TEXT NOT NULL,
  saved_by UUID NOT NULL,
  saved_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, document_id, version)
);
