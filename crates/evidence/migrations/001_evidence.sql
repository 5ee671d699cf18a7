-- Chứng cứ của một vụ án: the row that two changes at once wait for; revision grows with every change.
CREATE TABLE evidence_matter (
  unit_id    TEXT   NOT NULL,
  matter_id  UUID   NOT NULL,
  revision   BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, matter_id)
);
CREATE UNIQUE INDEX evidence_matter_id ON evidence_matter (matter_id);

-- Chứng cứ (BLTTHS Đ.86, nguồn: Đ.87). kind: id in data/evidence.toml. person: whose it is, as people write the name.
-- sources: pages, leaves and boxes as JSON. origin: typed, document, mark, contradiction; origin_id: which one.
-- withdrawn_at: rút, with who and why; kept, so that it can be put back and what stands on it is seen.
CREATE TABLE evidence_item (
  unit_id      TEXT   NOT NULL,
  id           UUID   NOT NULL,
  matter_id    UUID   NOT NULL,
  kind         TEXT   NOT NULL,
  title        TEXT   NOT NULL,
  person       TEXT   NOT NULL,
  note         TEXT   NOT NULL,
  sources      TEXT   NOT NULL,
  origin       TEXT   NOT NULL,
  origin_id    UUID,
  revision     BIGINT NOT NULL,
  made_by      UUID   NOT NULL,
  made_at      BIGINT NOT NULL,
  changed_at   BIGINT NOT NULL,
  withdrawn_at BIGINT,
  withdrawn_by UUID,
  reason       TEXT   NOT NULL,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_item_id ON evidence_item (id);
CREATE INDEX evidence_item_matter ON evidence_item (matter_id, made_at, id);

-- Đánh giá chứng cứ (BLTTHS Đ.108): what a piece of evidence says on a point to prove. point: id in data/evidence.toml,
-- "toi:170.1:khach_the" for an element of a charge, or the id of a point of one's own. subject_id: the accused it is about;
-- nil for the whole case. direction: for (buộc tội), against (gỡ tội), neutral. strength: 0 not said, 1 weak, 2 middling, 3 strong.
-- sources: leaves of its own, else those of the item. removed_at: taken off, kept for undo.
CREATE TABLE evidence_assessment (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  item_id    UUID   NOT NULL,
  point      TEXT   NOT NULL,
  subject_id UUID   NOT NULL,
  direction  TEXT   NOT NULL,
  strength   BIGINT NOT NULL,
  note       TEXT   NOT NULL,
  sources    TEXT   NOT NULL,
  revision   BIGINT NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_assessment_id ON evidence_assessment (id);
CREATE INDEX evidence_assessment_matter ON evidence_assessment (matter_id, made_at, id);
CREATE INDEX evidence_assessment_item ON evidence_assessment (item_id);

-- Vấn đề phải chứng minh do người làm án thêm. subject_id nil: for the whole case.
CREATE TABLE evidence_point (
  unit_id    TEXT   NOT NULL,
  id         UUID   NOT NULL,
  matter_id  UUID   NOT NULL,
  subject_id UUID   NOT NULL,
  title      TEXT   NOT NULL,
  made_by    UUID   NOT NULL,
  made_at    BIGINT NOT NULL,
  removed_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX evidence_point_id ON evidence_point (id);
CREATE INDEX evidence_point_matter ON evidence_point (matter_id, made_at, id);

-- Nhận định về một vấn đề: what people write beside a point, for the case or for one accused.
CREATE TABLE evidence_text (
  unit_id    TEXT   NOT NULL,
  matter_id  UUID   NOT NULL,
  point      TEXT   NOT NULL,
  subject_id UUID   NOT NULL,
  words      TEXT   NOT NULL,
  revision   BIGINT NOT NULL,
  changed_by UUID   NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, matter_id, point, subject_id)
);
CREATE INDEX evidence_text_matter ON evidence_text (matter_id);
