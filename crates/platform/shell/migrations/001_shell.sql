-- Bản nháp: what a person has typed into a form and not yet recorded, field by field.
CREATE TABLE shell_draft (
  person   UUID NOT NULL,
  form_key TEXT NOT NULL,              -- the form and its record, such as criminal-accept-0190…
  field    TEXT NOT NULL,
  value    TEXT NOT NULL,              -- exactly as typed
  source   TEXT NOT NULL,              -- where it was read from, JSON; empty when typed
  at       BIGINT NOT NULL,
  PRIMARY KEY (person, form_key, field)
);
-- What stood in a field before, so that it can be taken back; the newest twenty of each field.
CREATE TABLE shell_draft_past (
  person   UUID NOT NULL,
  form_key TEXT NOT NULL,
  field    TEXT NOT NULL,
  turn     BIGINT NOT NULL,
  value    TEXT NOT NULL,
  source   TEXT NOT NULL,
  at       BIGINT NOT NULL,
  PRIMARY KEY (person, form_key, field, turn)
);
CREATE INDEX shell_draft_at ON shell_draft (at);
-- Thông báo cho một người.
CREATE TABLE shell_notice (
  id       UUID NOT NULL PRIMARY KEY,
  person   UUID NOT NULL,
  kind     TEXT NOT NULL,              -- the area and what happened, such as calendar.moved
  sentence TEXT NOT NULL,
  href     TEXT NOT NULL,              -- empty: leads nowhere
  at       BIGINT NOT NULL,
  read_at  BIGINT
);
CREATE INDEX shell_notice_person ON shell_notice (person, at);
