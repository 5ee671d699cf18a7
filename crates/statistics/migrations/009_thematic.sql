-- Số liệu chuyên đề: a question of one person, shared with the unit or not, kept as the file of a small form.
CREATE TABLE statistics_thematic (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  owner UUID NOT NULL,
  owner_name TEXT NOT NULL,
  name TEXT NOT NULL,
  is_shared BOOLEAN NOT NULL,
  text TEXT NOT NULL,
  saved_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
