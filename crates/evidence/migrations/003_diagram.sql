-- Sơ đồ của một vụ án (CV 3659/VKSTC-C2). kind: quan_he, dien_bien, to_chuc, to_tung. It holds no content: what it shows stands in
-- evidence_part, where it stands in evidence_placing. removed_at: taken away, kept.
CREATE TABLE evidence_diagram (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  kind       TEXT   NOT NULL,
  title      TEXT   NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_diagram_id ON evidence_diagram (id);
CREATE INDEX evidence_diagram_matter ON evidence_diagram (matter_id, made_at, id);

-- Phần tử, sự việc, quan hệ của một vụ án; all its diagrams show the same ones. kind: of a thing (accused, victim, account …), event, act,
-- or of a relation, which leads from from_id to to_id. role: vai trò đồng phạm (data/diagram.toml). starts, ends: day or day with hour.
-- actors: ids of the people of an event, JSON. sources: pages as JSON. certainty: proven, claimed, disputed.
-- origin: what it was derived from, empty for what a person added; derived: what was derived last, JSON; gone_at: it is derived no more;
-- moved_at: what is derived has changed since a person took it over. confirmed_at: a person stands for it.
CREATE TABLE evidence_part (
  unit_id      TEXT   NOT NULL,
  id           UUID   NOT NULL,
  matter_id    UUID   NOT NULL,
  kind         TEXT   NOT NULL,
  from_id      UUID,
  to_id        UUID,
  name         TEXT   NOT NULL,
  note         TEXT   NOT NULL,
  role         TEXT   NOT NULL,
  starts       TEXT   NOT NULL,
  ends         TEXT   NOT NULL,
  place        TEXT   NOT NULL,
  actors       TEXT   NOT NULL,
  sources      TEXT   NOT NULL,
  certainty    TEXT   NOT NULL,
  origin       TEXT   NOT NULL,
  derived      TEXT   NOT NULL,
  gone_at      BIGINT,
  moved_at     BIGINT,
  confirmed_by UUID,
  confirmed_at BIGINT,
  revision     BIGINT NOT NULL,
  made_by      UUID   NOT NULL,
  made_at      BIGINT NOT NULL,
  changed_at   BIGINT NOT NULL,
  removed_at   BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_part_id ON evidence_part (id);
CREATE INDEX evidence_part_matter ON evidence_part (matter_id, made_at, id);

-- Chỗ đứng của một phần tử trong một sơ đồ. x, y: its middle, null while nobody placed it by hand. step: with which step of the
-- presentation it appears, 0 from the beginning. hidden: not in this diagram.
CREATE TABLE evidence_placing (
  unit_id    TEXT    NOT NULL,
  diagram_id UUID    NOT NULL,
  part_id    UUID    NOT NULL,
  matter_id  UUID    NOT NULL,
  x          BIGINT,
  y          BIGINT,
  step       BIGINT  NOT NULL,
  hidden     BOOLEAN NOT NULL,
  PRIMARY KEY (unit_id, diagram_id, part_id)
);
CREATE UNIQUE INDEX evidence_placing_id ON evidence_placing (diagram_id, part_id);
CREATE INDEX evidence_placing_matter ON evidence_placing (matter_id);

-- Việc đã làm với sơ đồ, to be undone and done again: the rows as they were and as they became, JSON.
CREATE TABLE evidence_diagram_act (
  unit_id   TEXT   NOT NULL,
  id        UUID   NOT NULL,
  matter_id UUID   NOT NULL,
  person_id UUID   NOT NULL,
  what      TEXT   NOT NULL,
  was       TEXT   NOT NULL,
  became    TEXT   NOT NULL,
  done_at   BIGINT NOT NULL,
  undone_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_diagram_act_id ON evidence_diagram_act (id);
CREATE INDEX evidence_diagram_act_person ON evidence_diagram_act (matter_id, person_id, done_at, id);
