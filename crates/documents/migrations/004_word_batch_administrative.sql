-- Tệp Word trở về: an edited file that was handed in for a draft, kept as it came.
CREATE TABLE documents_return (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,
  id UUID NOT NULL,
  file_name TEXT NOT NULL,
  file TEXT NOT NULL,                        -- the kept file, by its content
  version BIGINT NOT NULL,                   -- the save of the draft that the file was made from
  told TEXT NOT NULL,                        -- JSON: what was not taken over, a sentence each
  returned_by UUID NOT NULL,
  returned_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, document_id, id)
);
CREATE UNIQUE INDEX documents_return_file ON documents_return (document_id, file);
-- Thay đổi đọc được trong tệp: values are proposals until somebody answers, edits of the text stand until they are taken back.
CREATE TABLE documents_return_change (
  unit_id TEXT NOT NULL,
  document_id UUID NOT NULL,
  return_id UUID NOT NULL,
  n BIGINT NOT NULL,
  kind TEXT NOT NULL,                        -- value, changed, struck, added
  field TEXT NOT NULL,                       -- of a value
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  said TEXT NOT NULL,                        -- what to know before answering
  is_fact BOOLEAN NOT NULL,                  -- the case says it: a proposal for the case
  answer TEXT NOT NULL,                      -- empty, taken, kept, case
  answered_by UUID,
  answered_at BIGINT,
  PRIMARY KEY (unit_id, document_id, return_id, n)
);
-- Lập hàng loạt: one form for many matters.
CREATE TABLE documents_batch (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  form TEXT NOT NULL,
  title TEXT NOT NULL,
  signer_id UUID,
  asked_by UUID NOT NULL,
  asked_post UUID NOT NULL,                  -- in which post: the work is done with its rights
  asked_at BIGINT NOT NULL,
  archive TEXT,                              -- the zip of all PDFs, once it is made
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX documents_batch_id ON documents_batch (id);
CREATE TABLE documents_batch_item (
  unit_id TEXT NOT NULL,
  batch_id UUID NOT NULL,
  n BIGINT NOT NULL,
  matter_id UUID NOT NULL,
  subject_id UUID,
  about TEXT NOT NULL,
  state TEXT NOT NULL,                       -- waiting, made, there, wrong
  document_id UUID,
  pdf TEXT,
  gaps BIGINT NOT NULL,                      -- fields still to be filled
  said TEXT NOT NULL,                        -- why not, or what was found
  PRIMARY KEY (unit_id, batch_id, n)
);
-- Văn bản hành chính is a row of documents_draft without a matter: its matter_id is the nil UUID, as in the office's own words.
-- Sổ đăng ký văn bản đi: the last number of each type in a calendar year (NĐ 30/2020, Điều 15).
CREATE TABLE documents_book (
  unit_id TEXT NOT NULL,
  year BIGINT NOT NULL,
  type TEXT NOT NULL,                        -- thong-bao, cong-van …
  last BIGINT NOT NULL,
  PRIMARY KEY (unit_id, year, type)
);
CREATE TABLE documents_book_number (
  unit_id TEXT NOT NULL,
  year BIGINT NOT NULL,
  type TEXT NOT NULL,
  n BIGINT NOT NULL,
  shown TEXT NOT NULL,                       -- 05/TB-VKSKV3
  dated_on DATE NOT NULL,
  document_id UUID NOT NULL,
  state TEXT NOT NULL,                       -- issued, cancelled
  reason TEXT,
  taken_by UUID NOT NULL,
  taken_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, year, type, n)
);
