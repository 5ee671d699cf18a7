-- Chuyển hồ sơ giữa các Viện kiểm sát: from the decision of one to the taking in by the other. Derived: `kiemsat rebuild`
-- makes the same rows again.
CREATE TABLE criminal_passage (
  unit_id TEXT NOT NULL,                     -- the unit that sent
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- the ledger's place of the decision
  fact_id UUID NOT NULL,
  kind TEXT NOT NULL,
  to_unit TEXT NOT NULL,                     -- the unit that is to take it in
  sent_on DATE NOT NULL,
  number TEXT NOT NULL,
  is_open BOOLEAN NOT NULL,                  -- đang chuyển
  taken_on DATE,
  title TEXT NOT NULL,                       -- as the matter was called
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX criminal_passage_matter ON criminal_passage (matter_id);
CREATE INDEX criminal_passage_sent ON criminal_passage (unit_id, is_open, n);
CREATE INDEX criminal_passage_coming ON criminal_passage (to_unit, is_open, n);
