-- Sơ đồ tư duy của vụ án (HD 10/HD-VKSTC): one for each template of a matter. Its nodes are not kept here: they are drawn from the case
-- whenever they are asked for. known: what was drawn when somebody last took note of it (key to words, JSON), so that what is new since is seen.
CREATE TABLE evidence_map (
  unit_id   TEXT   NOT NULL,
  id        UUID   NOT NULL,
  matter_id UUID   NOT NULL,
  template  TEXT   NOT NULL,
  known     TEXT   NOT NULL,
  drawn_by  UUID   NOT NULL,
  drawn_at  BIGINT NOT NULL,
  made_by   UUID   NOT NULL,
  made_at   BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_map_id ON evidence_map (id);
CREATE UNIQUE INDEX evidence_map_template ON evidence_map (matter_id, template);

-- Nút có người sửa, or added by hand (its key begins with 'own:'): kept beside what the case gives, by the key of what the node is drawn from.
-- words, sources, parent: null as drawn. follows: the sibling it stands behind, '' the first, null as drawn. is_hidden: taken off, kept for undo.
-- seen: what the case gave when it was edited (JSON), so that a source that changed or is gone since is seen.
CREATE TABLE evidence_map_node (
  unit_id    TEXT    NOT NULL,
  map_id     UUID    NOT NULL,
  node_key   TEXT    NOT NULL,
  matter_id  UUID    NOT NULL,
  words      TEXT,
  note       TEXT    NOT NULL,
  sources    TEXT,
  parent     TEXT,
  follows    TEXT,
  is_hidden  BOOLEAN NOT NULL,
  seen       TEXT    NOT NULL,
  revision   BIGINT  NOT NULL,
  placed_at  BIGINT  NOT NULL,
  changed_by UUID    NOT NULL,
  changed_at BIGINT  NOT NULL,
  PRIMARY KEY (unit_id, map_id, node_key)
);
CREATE UNIQUE INDEX evidence_map_node_key ON evidence_map_node (map_id, node_key);
CREATE INDEX evidence_map_node_matter ON evidence_map_node (matter_id);

-- Bản sơ đồ theo ngày báo cáo: the whole map as it stood (content, JSON); written once, never changed.
CREATE TABLE evidence_map_version (
  unit_id     TEXT   NOT NULL,
  id          UUID   NOT NULL,
  map_id      UUID   NOT NULL,
  matter_id   UUID   NOT NULL,
  n           BIGINT NOT NULL,
  reported_on DATE   NOT NULL,
  note        TEXT   NOT NULL,
  content     TEXT   NOT NULL,
  made_by     UUID   NOT NULL,
  made_at     BIGINT NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_map_version_id ON evidence_map_version (id);
CREATE UNIQUE INDEX evidence_map_version_n ON evidence_map_version (map_id, n);
