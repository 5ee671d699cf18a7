-- Đợt nhập sổ: one sheet on its way into the ledger.
CREATE TABLE exchange_import (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL,                        -- reports, cases
  file TEXT NOT NULL,                        -- the file in the store, by its hash
  file_name TEXT NOT NULL,
  sheet BIGINT NOT NULL,                     -- which sheet of the file, from 0
  head_first BIGINT NOT NULL,                -- rows of the head, from 0
  head_last BIGINT NOT NULL,
  mapping TEXT NOT NULL,                     -- JSON; empty until somebody has confirmed it
  step TEXT NOT NULL,                        -- sheet, mapping, checking, checked, writing, written, undoing, undone
  turn BIGINT NOT NULL,                      -- counts the checks; the work of an older turn stops
  rows_total BIGINT NOT NULL,
  skipped TEXT NOT NULL,                     -- rows left out, JSON
  by_person UUID NOT NULL,
  by_name TEXT NOT NULL,
  by_post UUID NOT NULL,                     -- the rights it is written with
  asked_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX exchange_import_id ON exchange_import (id);

-- Một hồ sơ của đợt nhập: what its rows would become, and became.
CREATE TABLE exchange_line (
  unit_id TEXT NOT NULL,
  import_id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- its first row, as people count it
  state TEXT NOT NULL,                       -- good, warning, wrong, known, written, kept, undone
  title TEXT NOT NULL,
  natural_key TEXT NOT NULL,
  acts BIGINT NOT NULL,                      -- how many facts it tells
  matter_id UUID,
  facts TEXT NOT NULL,                       -- the facts it wrote, JSON list of ids
  last_seq BIGINT NOT NULL,                  -- the newest fact of the matter when it was written
  said TEXT NOT NULL,                        -- why it was left or kept
  PRIMARY KEY (unit_id, import_id, n)
);
CREATE INDEX exchange_line_state ON exchange_line (unit_id, import_id, state, n);

-- Điều cần xem của một ô hoặc một dòng.
CREATE TABLE exchange_fault (
  unit_id TEXT NOT NULL,
  import_id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- the line it belongs to
  at BIGINT NOT NULL,
  row_no BIGINT NOT NULL,
  column_vi TEXT NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  todo TEXT NOT NULL,
  is_warning BOOLEAN NOT NULL,
  PRIMARY KEY (unit_id, import_id, n, at)
);

-- Đã nhập: what a unit has imported, by its natural key, so that the same sheet creates nothing twice.
CREATE TABLE exchange_known (
  unit_id TEXT NOT NULL,
  natural_key TEXT NOT NULL,                 -- kind|number|day|issuer; a person of it: the same, then ||, then the person
  matter_id UUID NOT NULL,
  import_id UUID NOT NULL,
  PRIMARY KEY (unit_id, natural_key)
);
CREATE INDEX exchange_known_import ON exchange_known (unit_id, import_id);

-- Ghép cột đã dùng: the next sheet with the same head opens with it.
CREATE TABLE exchange_mapping (
  unit_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  head TEXT NOT NULL,                        -- the words of the head without marks, hashed
  mapping TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, kind, head)
);
