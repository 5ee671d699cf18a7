-- Chứng thư số: of a member of staff or of a unit, and where its private key is. It is never deleted: old signatures name it.
CREATE TABLE signing_certificate (
  unit_id TEXT NOT NULL,                     -- the procuracy that keeps it
  id UUID NOT NULL,
  person_id UUID,                            -- its holder; none: the unit itself
  holder TEXT NOT NULL,                      -- the holder's name when it was added
  certificate TEXT NOT NULL,                 -- DER, base 64
  above TEXT NOT NULL,                       -- JSON: the authorities' certificates, DER in base 64, the issuer first
  fingerprint TEXT NOT NULL,                 -- SHA-256, hexadecimal
  name TEXT NOT NULL,                        -- whom it names
  subject TEXT NOT NULL,
  issuer TEXT NOT NULL,
  serial TEXT NOT NULL,
  valid_from BIGINT NOT NULL,
  valid_to BIGINT NOT NULL,
  scheme TEXT NOT NULL,                      -- how its key signs
  key_home TEXT NOT NULL,                    -- server, agent
  device TEXT NOT NULL,                      -- the device of the server's settings; empty with agent
  added_by UUID NOT NULL,
  added_at BIGINT NOT NULL,
  ended_at BIGINT,                           -- thu hồi or no longer used here
  ended_by UUID,
  ended_why TEXT NOT NULL,
  warned INTEGER,                            -- the last step of the expiry warnings that was told, in days
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX signing_certificate_id ON signing_certificate (id);
CREATE UNIQUE INDEX signing_certificate_print ON signing_certificate (unit_id, fingerprint);
CREATE INDEX signing_certificate_person ON signing_certificate (person_id);
-- Hình chữ ký, dấu: the pictures marks are drawn with. A new one ends the old one.
CREATE TABLE signing_picture (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL,                        -- signature, seal
  person_id UUID,                            -- whose signature; none: the unit's seal
  file TEXT NOT NULL,                        -- the PNG, by its content
  width_px INTEGER NOT NULL,
  height_px INTEGER NOT NULL,
  width_mm INTEGER NOT NULL,                 -- true size, in tenths of a millimetre
  height_mm INTEGER NOT NULL,
  added_by UUID NOT NULL,
  added_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
-- Danh sách tin cậy của cơ quan: what was added to the shipped list, by whom and why. Removed lines stay.
CREATE TABLE signing_trust (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL,                        -- authority, crl
  name TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  content TEXT NOT NULL,                     -- DER, base 64
  valid_from DATE,                           -- believed for what was signed from this day
  valid_to DATE,
  why TEXT NOT NULL,                         -- where it was had from, and who checked it
  added_by UUID NOT NULL,
  added_at BIGINT NOT NULL,
  removed_by UUID,
  removed_at BIGINT,
  removed_why TEXT NOT NULL
);
-- Phiếu ký, and once signed the line of the signing log (nhật ký ký).
CREATE TABLE signing_ticket (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  purpose TEXT NOT NULL,                     -- the area that ordered
  object_id UUID NOT NULL,                   -- its record
  title TEXT NOT NULL,
  found TEXT NOT NULL,                       -- title, signer without diacritics, for the search box
  person_id UUID NOT NULL,
  person_name TEXT NOT NULL,
  post_id UUID NOT NULL,
  session_id UUID NOT NULL,
  certificate_id UUID NOT NULL,
  fingerprint TEXT NOT NULL,
  key_home TEXT NOT NULL,
  scheme TEXT NOT NULL,
  level TEXT NOT NULL,
  reason TEXT NOT NULL,
  original TEXT NOT NULL,                    -- the file before, by its content
  prepared TEXT NOT NULL,                    -- what is appended, but for the signature
  draft TEXT NOT NULL,                       -- JSON: where the signature goes
  message TEXT NOT NULL,                     -- base 64: what the key signs
  state TEXT NOT NULL,                       -- waiting, signing, signed, cancelled, expired
  begun_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  claimed_at BIGINT,
  ended_at BIGINT,
  signed TEXT,
  level_reached TEXT,
  verdict TEXT,
  report TEXT,
  why TEXT NOT NULL,
  back TEXT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX signing_ticket_id ON signing_ticket (id);
-- One open ticket a record: two clicks at the same moment make one.
CREATE UNIQUE INDEX signing_ticket_open ON signing_ticket (object_id, purpose) WHERE state IN ('waiting', 'signing');
CREATE INDEX signing_ticket_log ON signing_ticket (unit_id, state, ended_at, id);
CREATE INDEX signing_ticket_due ON signing_ticket (expires_at) WHERE state IN ('waiting', 'signing');
-- Mã kiểm tra: what an outsider who holds an issued copy may ask for, and nothing else.
CREATE TABLE signing_code (
  unit_id TEXT NOT NULL,
  code TEXT NOT NULL,
  purpose TEXT NOT NULL,
  object_id UUID NOT NULL,
  number TEXT NOT NULL,                      -- empty until the copy is issued
  issued_on DATE,
  unit_name TEXT NOT NULL,
  signer TEXT NOT NULL,
  file TEXT,                                 -- the issued copy, by its content
  state TEXT NOT NULL,                       -- reserved, issued, withdrawn
  made_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, code)
);
CREATE UNIQUE INDEX signing_code_code ON signing_code (code);
CREATE INDEX signing_code_object ON signing_code (object_id, purpose);
