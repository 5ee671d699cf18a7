-- Trình ký: every time a draft was handed to somebody to sign, and what became of it.
CREATE TABLE documents_submission (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- lần trình
  version BIGINT NOT NULL,                   -- the version that was handed in
  signer_id UUID NOT NULL,
  state TEXT NOT NULL,                       -- waiting, returned, withdrawn, signed
  note TEXT NOT NULL,                        -- what the drafter tells the signer
  submitted_by UUID NOT NULL,
  submitted_at BIGINT NOT NULL,
  remark TEXT NOT NULL,                      -- ý kiến khi trả lại
  answered_by UUID,
  answered_at BIGINT,
  PRIMARY KEY (unit_id, document_id, n)
);
CREATE INDEX documents_submission_signer ON documents_submission (signer_id, state, submitted_at);
CREATE INDEX documents_submission_back ON documents_submission (submitted_by, state, answered_at);
-- Lần xem gần nhất: the version of a document that a person last looked at.
CREATE TABLE documents_seen (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,
  person_id UUID NOT NULL,
  version BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, document_id, person_id)
);
-- Lễ ký: one signing of a document from the reserved number to the recorded fact. What a step made is kept before the next begins.
CREATE TABLE documents_ceremony (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,
  n BIGINT NOT NULL,
  step TEXT NOT NULL,                        -- reserved, signed, sealed, issued, undone
  version BIGINT NOT NULL,                   -- the version of the draft that is signed
  signer_id UUID NOT NULL,
  signer_post UUID NOT NULL,                 -- the post in which they sign
  dated_on DATE NOT NULL,                    -- ngày ký, the day on the paper
  number TEXT,                               -- reserved for this document alone
  number_id UUID,
  known TEXT NOT NULL,                       -- JSON: the facts with number and day, as printed
  pdf TEXT NOT NULL,                         -- the file that is signed, by its content
  docx TEXT NOT NULL,
  signed TEXT,                               -- with the personal signature
  sealed TEXT,                               -- with the signature of the office
  ticket TEXT,                               -- what the signer's own machine was asked to sign
  reason TEXT NOT NULL,                      -- why it was undone, or why it waits
  began_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, document_id, n)
);
CREATE UNIQUE INDEX documents_ceremony_one ON documents_ceremony (document_id) WHERE step IN ('reserved', 'signed', 'sealed');
CREATE INDEX documents_ceremony_step ON documents_ceremony (unit_id, step, changed_at);
-- Sổ văn bản đi: what stands in the register beside the document itself.
CREATE TABLE documents_issued (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,
  signing TEXT NOT NULL,                     -- digital, paper
  recipients TEXT NOT NULL,                  -- nơi nhận, as printed, one a line
  pages BIGINT NOT NULL,
  passed_at BIGINT,                          -- ngày chuyển: the first delivery
  PRIMARY KEY (unit_id, document_id)
);
-- Thay thế: the new document names the old one.
CREATE TABLE documents_replacement (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,                 -- the new one
  replaces_id UUID NOT NULL,
  reason TEXT NOT NULL,
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, document_id)
);
CREATE INDEX documents_replacement_old ON documents_replacement (replaces_id);
-- Giao, gửi: to whom, how, when, and when they had it.
CREATE TABLE documents_delivery (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  document_id UUID NOT NULL,
  recipient TEXT NOT NULL,
  way TEXT NOT NULL,                         -- in_person, post, electronic, posted_up
  sent_on DATE NOT NULL,
  received_on DATE,
  receiver TEXT NOT NULL,                    -- who signed for it
  note TEXT NOT NULL,
  recorded_by UUID NOT NULL,
  recorded_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX documents_delivery_document ON documents_delivery (document_id, sent_on);
-- Bản sao: sao y, trích sao, sao lục, each with its number from the book of copies.
CREATE TABLE documents_copy (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  document_id UUID NOT NULL,
  kind TEXT NOT NULL,                        -- sao_y, trich_sao, sao_luc
  number TEXT NOT NULL,
  made_on DATE NOT NULL,
  copies BIGINT NOT NULL,
  recipient TEXT NOT NULL,
  parts TEXT NOT NULL,                       -- JSON: the parts that an extract takes
  signing TEXT NOT NULL,                     -- digital, paper
  pdf TEXT NOT NULL,
  made_by UUID NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX documents_copy_document ON documents_copy (document_id, made_at);
CREATE INDEX documents_copy_list ON documents_copy (unit_id, made_on, id);
