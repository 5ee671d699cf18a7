-- Người trong các hồ sơ: everyone described in a matter, with what tells people apart. Derived: `kiemsat rebuild` makes the
-- same rows again.
CREATE TABLE criminal_person (
  unit_id TEXT NOT NULL,                     -- the unit in charge
  matter_id UUID NOT NULL,
  subject_id UUID NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,                      -- the name without marks
  other_name TEXT NOT NULL,                  -- tên gọi khác
  sex TEXT NOT NULL,
  born_on DATE,
  born_year BIGINT,
  id_no TEXT NOT NULL,                       -- số căn cước, CMND, hộ chiếu: digits and letters only
  address TEXT NOT NULL,
  address_folded TEXT NOT NULL,              -- every address known, without marks
  role TEXT NOT NULL,                        -- bi_can, bi_hai …
  legal_person BOOLEAN NOT NULL,
  convictions TEXT NOT NULL,                 -- tiền án, as described
  administrative_record TEXT NOT NULL,       -- tiền sự, as described
  PRIMARY KEY (unit_id, matter_id, subject_id)
);
CREATE INDEX criminal_person_matter ON criminal_person (matter_id);

-- Khóa tìm người: "n" and the likeness of the name from each of its words on; "i" and the number of the identity paper;
-- "b" and the likeness of the name with the day of birth.
CREATE TABLE criminal_person_key (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  key TEXT NOT NULL,
  born_year BIGINT,
  subject_id UUID NOT NULL,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX criminal_person_key_matter ON criminal_person_key (matter_id);
-- only postgres
ALTER TABLE criminal_person_key ALTER COLUMN key TYPE TEXT COLLATE "C";
-- both
CREATE INDEX criminal_person_key_found ON criminal_person_key (unit_id, key, born_year, matter_id, subject_id);

-- Cùng một người hay không: what somebody decided about two people of two matters, with the reason; taken back, never erased.
CREATE TABLE criminal_same_person (
  unit_id TEXT NOT NULL,                     -- the unit that decided
  id UUID NOT NULL,
  a_matter UUID NOT NULL,                    -- of the two the one with the lesser subject
  a_subject UUID NOT NULL,
  b_matter UUID NOT NULL,
  b_subject UUID NOT NULL,
  verdict TEXT NOT NULL,                     -- same, different
  reason TEXT NOT NULL,
  decided_by UUID NOT NULL,
  decided_name TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  undone_by UUID,
  undone_name TEXT,
  undone_reason TEXT,
  undone_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE INDEX criminal_same_person_a ON criminal_same_person (a_subject);
CREATE INDEX criminal_same_person_b ON criminal_same_person (b_subject);
CREATE UNIQUE INDEX criminal_same_person_pair ON criminal_same_person (a_subject, b_subject) WHERE undone_at IS NULL;
