-- Bên trong dòng tiền, đường đi của hàng. kind: account, person, organisation, cash, place, unknown. number_key: the account's
-- letters and digits alone. owner_id: the party whose account it is. role: '', accused, victim, witness, concerned.
-- sources: pages and leaves as JSON. removed_at: taken off, kept for undo.
CREATE TABLE evidence_flow_party (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  kind       TEXT   NOT NULL,
  name       TEXT   NOT NULL,
  number     TEXT   NOT NULL,
  number_key TEXT   NOT NULL,
  bank       TEXT   NOT NULL,
  owner_id   UUID,
  role       TEXT   NOT NULL,
  note       TEXT   NOT NULL,
  sources    TEXT   NOT NULL,
  revision   BIGINT NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_flow_party_id ON evidence_flow_party (id);
CREATE INDEX evidence_flow_party_matter ON evidence_flow_party (matter_id, made_at, id);

-- Lần chuyển tiền, giao hàng. what: money, goods. on_day: null where the day is not known; at_time: '14:03' or ''.
-- amount: đồng; of goods their value, 0 where it is not known. goods: what and how much. code: the bank's number.
-- certainty: proven, claimed, disputed. import_id: the sheet it came in first; null where a person typed it.
CREATE TABLE evidence_flow_transfer (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  from_id    UUID   NOT NULL,
  to_id      UUID   NOT NULL,
  what       TEXT   NOT NULL,
  on_day     DATE,
  at_time    TEXT   NOT NULL,
  amount     BIGINT NOT NULL,
  goods      TEXT   NOT NULL,
  code       TEXT   NOT NULL,
  note       TEXT   NOT NULL,
  certainty  TEXT   NOT NULL,
  sources    TEXT   NOT NULL,
  import_id  UUID,
  revision   BIGINT NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_flow_transfer_id ON evidence_flow_transfer (id);
CREATE INDEX evidence_flow_transfer_matter ON evidence_flow_transfer (matter_id, on_day, id);

-- Đợt nhập sao kê. file: its content in the store. sheet, head_first, head_last: where the table stands, from 0.
-- account_id: whose statement it is, null until it was taken in. mapping: columns as JSON. step: mapping, taken, undone.
-- told: what does not balance, JSON list of sentences. sources: the leaves of the statement in the case file.
CREATE TABLE evidence_flow_import (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  file       TEXT   NOT NULL,
  file_name  TEXT   NOT NULL,
  sheet      BIGINT NOT NULL,
  head_first BIGINT NOT NULL,
  head_last  BIGINT NOT NULL,
  account_id UUID,
  mapping    TEXT   NOT NULL,
  step       TEXT   NOT NULL,
  told       TEXT   NOT NULL,
  sources    TEXT   NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  undone_by  UUID,
  undone_at  BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_flow_import_id ON evidence_flow_import (id);
CREATE INDEX evidence_flow_import_matter ON evidence_flow_import (matter_id, made_at);

-- Dòng của sao kê, each as it stands in the sheet; n: its row from 1. state: taken (a payment of its own), double (a payment that
-- was there already), other (no payment), bad (not read; said: why), wrong_balance (taken, its balance does not follow).
CREATE TABLE evidence_flow_row (
  unit_id     TEXT   NOT NULL,
  import_id   UUID   NOT NULL,
  n           BIGINT NOT NULL,
  matter_id   UUID   NOT NULL,
  cells       TEXT   NOT NULL,
  state       TEXT   NOT NULL,
  said        TEXT   NOT NULL,
  balance     BIGINT,
  transfer_id UUID,
  PRIMARY KEY (unit_id, import_id, n)
);
CREATE INDEX evidence_flow_row_import ON evidence_flow_row (import_id, n);
CREATE INDEX evidence_flow_row_transfer ON evidence_flow_row (transfer_id);

-- Cách ghép cột đã dùng, by the words of the head, for the next statement of the same bank.
CREATE TABLE evidence_flow_mapping (
  unit_id    TEXT   NOT NULL,
  head_key   TEXT   NOT NULL,
  mapping    TEXT   NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, head_key)
);

-- Sơ đồ dòng tiền: a chosen view of the table. chosen: days, sums, parties, how many, as JSON.
CREATE TABLE evidence_flow_view (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  title      TEXT   NOT NULL,
  chosen     TEXT   NOT NULL,
  revision   BIGINT NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_flow_view_id ON evidence_flow_view (id);
CREATE INDEX evidence_flow_view_matter ON evidence_flow_view (matter_id, made_at);

-- Sơ đồ hiện trường. content: page in metres, elements with their sources, background, as JSON; revision guards against two writers.
CREATE TABLE evidence_sketch (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  title      TEXT   NOT NULL,
  content    TEXT   NOT NULL,
  revision   BIGINT NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  changed_by UUID   NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_sketch_id ON evidence_sketch (id);
CREATE INDEX evidence_sketch_matter ON evidence_sketch (matter_id, made_at);
