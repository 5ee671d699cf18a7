-- Hồ sơ hình sự: what the facts of a matter add up to, one row each. Derived: `kiemsat rebuild` makes the same rows again.
CREATE TABLE criminal_matter (
  unit_id TEXT NOT NULL,                     -- the unit in charge
  matter_id UUID NOT NULL,
  list TEXT NOT NULL,                        -- reports, reports_done, cases, cases_done
  state TEXT NOT NULL,                       -- report.verifying, case.investigating …
  place BIGINT NOT NULL,                     -- where it stands in its list: open by the next end, done by the newest act
  title TEXT NOT NULL,
  people TEXT NOT NULL,                      -- names of the accused, else of the people reported
  accused BIGINT NOT NULL,                   -- how many are or were held or charged
  severity TEXT,                             -- loại tội phạm
  charge TEXT NOT NULL,                      -- tội danh, as people read it
  prosecutor TEXT NOT NULL,                  -- Kiểm sát viên, by name
  prosecutor_id UUID,
  examiner_id UUID,
  deputy_id UUID,
  received_on DATE,                          -- nguồn tin được tiếp nhận
  opened_on DATE,                            -- khởi tố vụ án
  docket TEXT NOT NULL,                      -- số thụ lý, the newest
  due_on DATE,                               -- the next end of a running clock
  due_at BIGINT,                             -- the same as an instant: 24:00 of a whole day
  has_hour BOOLEAN NOT NULL,                 -- the law counts that end by the hour
  due_vi TEXT NOT NULL,                      -- which limit it is
  next_act TEXT,                             -- the next lawful step
  next_vi TEXT NOT NULL,
  next_subject UUID,
  last_seq BIGINT NOT NULL,                  -- the newest fact
  last_on DATE NOT NULL,
  last_kind TEXT NOT NULL,
  PRIMARY KEY (unit_id, matter_id)
);
CREATE INDEX criminal_matter_id ON criminal_matter (matter_id);
CREATE INDEX criminal_matter_list ON criminal_matter (unit_id, list, place, matter_id);
CREATE INDEX criminal_matter_state ON criminal_matter (unit_id, state, place, matter_id);
CREATE INDEX criminal_matter_prosecutor ON criminal_matter (unit_id, prosecutor_id, list, place, matter_id);

-- Bị can, người bị giữ.
CREATE TABLE criminal_accused (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  subject_id UUID NOT NULL,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,                    -- Vietnamese order: given name first
  born_on DATE,
  legal_person BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  severity TEXT,
  charge TEXT NOT NULL,
  PRIMARY KEY (unit_id, matter_id, subject_id)
);
CREATE INDEX criminal_accused_matter ON criminal_accused (matter_id);

-- Biện pháp ngăn chặn, cưỡng chế.
CREATE TABLE criminal_measure (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  subject_id UUID NOT NULL,
  name TEXT NOT NULL,                        -- the person's name
  kind TEXT NOT NULL,                        -- custody, detention, residence_ban …
  list TEXT NOT NULL,                        -- held (tạm giữ, tạm giam đang áp dụng), court (Tòa án đã thụ lý), open, past
  status TEXT NOT NULL,
  from_on DATE,
  to_on DATE,
  to_at BIGINT NOT NULL,                     -- its end as an instant; far away when it has none
  has_hour BOOLEAN NOT NULL,
  number TEXT NOT NULL,
  prosecutor_id UUID,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX criminal_measure_matter ON criminal_measure (matter_id);
CREATE INDEX criminal_measure_list ON criminal_measure (unit_id, list, to_at, matter_id, n);

-- Thời hạn đang theo dõi: clocks that run or stand still. What ended is told by the matter's own page.
CREATE TABLE criminal_clock (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  subject_id UUID,
  name TEXT NOT NULL,                        -- the person's name, when it is about one
  rule TEXT NOT NULL,
  family TEXT NOT NULL,
  rule_vi TEXT NOT NULL,
  article TEXT NOT NULL,
  status TEXT NOT NULL,                      -- running, suspended
  started_on DATE NOT NULL,
  started_at BIGINT NOT NULL,
  nominal_on DATE,
  nominal_at BIGINT,
  legal_on DATE,
  legal_at BIGINT,
  safe_on DATE,
  safe_at BIGINT,
  due_on DATE,                               -- the end that counts: an order may end before the law's limit
  due_at BIGINT NOT NULL,                    -- the same as an instant; far away when there is none
  has_hour BOOLEAN NOT NULL,
  who TEXT NOT NULL,                         -- VKS, CQDT …, joined by spaces
  is_ours BOOLEAN NOT NULL,                  -- the procuracy itself must meet it
  prosecutor_id UUID,
  next_act TEXT,
  next_vi TEXT NOT NULL,
  request_by DATE,                           -- the last day to ask for an extension
  proof TEXT NOT NULL,                       -- căn cứ, JSON; empty when there is no date
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX criminal_clock_matter ON criminal_clock (matter_id);
CREATE INDEX criminal_clock_due ON criminal_clock (unit_id, status, due_at, matter_id, n);
CREATE INDEX criminal_clock_prosecutor ON criminal_clock (prosecutor_id, status, due_at, matter_id, n);

-- Văn bản có số trong dòng sự kiện: to find a matter by the number of a paper.
CREATE TABLE criminal_line (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  seq BIGINT NOT NULL,
  fact_id UUID NOT NULL,
  kind TEXT NOT NULL,
  effective_on DATE NOT NULL,
  number TEXT NOT NULL,
  folded TEXT NOT NULL,                      -- the number without marks
  PRIMARY KEY (unit_id, matter_id, seq)
);
CREATE INDEX criminal_line_matter ON criminal_line (matter_id);

-- Tên trong hồ sơ: each name without marks, once from each of its words on, so that "lam" finds Thái Doãn Lâm.
CREATE TABLE criminal_name (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX criminal_name_matter ON criminal_name (matter_id);
-- only postgres
ALTER TABLE criminal_name ALTER COLUMN folded TYPE TEXT COLLATE "C";
ALTER TABLE criminal_line ALTER COLUMN folded TYPE TEXT COLLATE "C";
-- both
CREATE INDEX criminal_name_folded ON criminal_name (unit_id, folded, matter_id);
CREATE INDEX criminal_line_folded ON criminal_line (unit_id, folded, matter_id);
