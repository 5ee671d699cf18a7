-- The last place taken in each of the two lines that must have no gap and no double: facts and audit.
-- Whoever takes a place holds this row until the transaction ends, so places follow the order of commits.
CREATE TABLE ledger_head (
  line TEXT NOT NULL PRIMARY KEY,            -- 'fact' or 'audit'
  seq BIGINT NOT NULL,                       -- the last place taken
  hash TEXT NOT NULL                         -- audit: the hash of that line; facts: empty
);
INSERT INTO ledger_head (line, seq, hash) VALUES ('fact', 0, ''), ('audit', 0, '');

-- Hồ sơ: one life from the first crime report to the end, with one electronic code.
CREATE TABLE ledger_matter (
  unit_id TEXT NOT NULL,                     -- the unit of its first fact
  id UUID NOT NULL,
  code TEXT NOT NULL,                        -- mã hồ sơ điện tử, never changed, never parsed
  opened_at BIGINT NOT NULL,                 -- ms UTC, entry of its first fact
  last_seq BIGINT NOT NULL,                  -- its newest fact: who saw less is asked to look again
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX ledger_matter_id ON ledger_matter (id);
CREATE UNIQUE INDEX ledger_matter_code ON ledger_matter (code);

-- Running number of electronic codes, per unit, never reset.
CREATE TABLE ledger_code (unit_id TEXT NOT NULL PRIMARY KEY, last BIGINT NOT NULL);

-- Sự kiện: legal acts as recorded. Rows are added, never changed.
CREATE TABLE ledger_fact (
  unit_id TEXT NOT NULL,                     -- the unit on its day
  id UUID NOT NULL,
  seq BIGINT NOT NULL,                       -- place in the ledger
  matter_id UUID NOT NULL,
  subject_id UUID,                           -- the person in the matter it concerns
  kind TEXT NOT NULL,                        -- the legal act, as the catalogue names it
  effective_on DATE NOT NULL,                -- the day in law
  effective_time TEXT,                       -- 'HH:MM' where the law counts hours
  effective_at BIGINT NOT NULL,              -- the same as an instant, ms UTC (00:00 local without an hour)
  recorded_at BIGINT NOT NULL,               -- ms UTC
  recorded_by UUID NOT NULL,
  issuer TEXT,
  number TEXT,                               -- such as 116/QĐ-VKSKV3
  body TEXT NOT NULL,                        -- the fields of the act, JSON
  sources TEXT NOT NULL,                     -- field → page and rectangle it was read from, JSON
  replaces UUID,                             -- the fact this one corrects
  reason TEXT,                               -- why
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX ledger_fact_seq ON ledger_fact (seq);
CREATE INDEX ledger_fact_matter ON ledger_fact (matter_id, seq);

-- Nhật ký: every write and every look at a record, each line holding the hash of the one before.
CREATE TABLE audit_line (
  seq BIGINT NOT NULL PRIMARY KEY,
  at BIGINT NOT NULL,                        -- ms UTC
  who UUID,
  unit TEXT,
  action TEXT NOT NULL,
  object_kind TEXT NOT NULL,
  object TEXT,
  detail TEXT NOT NULL,
  prev TEXT NOT NULL,
  hash TEXT NOT NULL
);
CREATE INDEX audit_line_object ON audit_line (object_kind, object, seq);
CREATE INDEX audit_line_who ON audit_line (who, seq);

-- Where a rebuild of the views stands, so that a killed one goes on.
CREATE TABLE ledger_rebuild (
  one BIGINT NOT NULL PRIMARY KEY,
  after_id UUID,                             -- matters up to here are done
  until_seq BIGINT NOT NULL                  -- the facts there were when it began
);

-- only sqlite
CREATE TRIGGER ledger_fact_kept BEFORE UPDATE ON ledger_fact BEGIN SELECT RAISE(ABORT, 'facts are never changed'); END;
CREATE TRIGGER ledger_fact_stays BEFORE DELETE ON ledger_fact BEGIN SELECT RAISE(ABORT, 'facts are never deleted'); END;
CREATE TRIGGER audit_line_kept BEFORE UPDATE ON audit_line BEGIN SELECT RAISE(ABORT, 'audit lines are never changed'); END;
CREATE TRIGGER audit_line_stays BEFORE DELETE ON audit_line BEGIN SELECT RAISE(ABORT, 'audit lines are never deleted'); END;
-- only postgres
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'facts and audit lines are never changed or deleted'; END $$;
CREATE TRIGGER ledger_fact_kept BEFORE UPDATE OR DELETE ON ledger_fact FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER audit_line_kept BEFORE UPDATE OR DELETE ON audit_line FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
