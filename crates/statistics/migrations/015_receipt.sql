-- Biên nhận gói báo cáo: made and signed by the unit that took a package in.
CREATE TABLE statistics_receipt (
  unit_id TEXT NOT NULL,                     -- the unit whose set it is
  id UUID NOT NULL,
  set_id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- 1, 2 … of the set: an older one never takes the place of a newer one
  state TEXT NOT NULL,                       -- of the set when it was made: sent, returned
  digest TEXT NOT NULL,                      -- SHA-256 of the content, under which it is kept as a file
  paper TEXT NOT NULL,                       -- the PDF/A before the signature
  signed TEXT NOT NULL,                      -- empty until it is signed
  made_by UUID NOT NULL,
  made_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  signed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX statistics_receipt_n ON statistics_receipt (unit_id, set_id, n);
