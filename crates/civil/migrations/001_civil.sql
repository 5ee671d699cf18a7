-- Vụ việc dân sự, vụ án hành chính: what the facts of a matter add up to, one row each. Derived: `kiemsat rebuild` makes the same rows again.
CREATE TABLE civil_matter (
  unit_id TEXT NOT NULL,                     -- the procuracy that took it in
  matter_id UUID NOT NULL,
  kind TEXT NOT NULL,                        -- loại vụ việc, see data/kinds.toml
  state TEXT NOT NULL,                       -- see data/acts.toml
  list TEXT NOT NULL,                        -- open, done
  place BIGINT NOT NULL,                     -- where it stands in its list: the newest acceptance, done by the newest act, first
  title TEXT NOT NULL,
  relation TEXT NOT NULL,                    -- quan hệ tranh chấp, the one finally decided where there is one
  claimants TEXT NOT NULL,                   -- names in short
  defendants TEXT NOT NULL,
  court TEXT NOT NULL,
  docket TEXT NOT NULL,                      -- số thụ lý kiểm sát
  accepted_on DATE NOT NULL,
  trial_on DATE,                             -- the newest day set for a trial or meeting
  trial_at TEXT NOT NULL,                    -- the same with its hour, as people read it
  prosecutor TEXT NOT NULL,                  -- Kiểm sát viên, by name
  prosecutor_id UUID,
  examiner_id UUID,
  last_seq BIGINT NOT NULL,                  -- the newest fact
  PRIMARY KEY (unit_id, matter_id)
);
CREATE INDEX civil_matter_id ON civil_matter (matter_id);
CREATE INDEX civil_matter_list ON civil_matter (unit_id, list, place, matter_id);
CREATE INDEX civil_matter_book ON civil_matter (unit_id, kind, accepted_on, matter_id);

-- Khóa tìm: names of parties, numbers of papers and the relation in dispute without marks, once from each of their words on.
CREATE TABLE civil_word (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  said TEXT NOT NULL,                        -- as people read it
  what TEXT NOT NULL,                        -- party, number, relation
  folded TEXT NOT NULL,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX civil_word_matter ON civil_word (matter_id);
-- only postgres
ALTER TABLE civil_word ALTER COLUMN folded TYPE TEXT COLLATE "C";
-- both
CREATE INDEX civil_word_folded ON civil_word (unit_id, folded, matter_id);

-- Sổ thụ lý: the last acceptance number of each register and year. Whoever takes a number holds this row until the transaction ends.
CREATE TABLE civil_series (
  unit_id TEXT NOT NULL,
  year BIGINT NOT NULL,                      -- năm lấy số: from 1 December of the year before
  kind TEXT NOT NULL,
  last BIGINT NOT NULL,
  PRIMARY KEY (unit_id, year, kind)
);
