-- Sổ lấy số: the last number of each series. Whoever takes a number holds this row until the transaction ends,
-- so nobody else takes the same and a number given back leaves no gap.
CREATE TABLE criminal_series (
  unit_id TEXT NOT NULL,                     -- the procuracy; its rooms take from it
  year BIGINT NOT NULL,                      -- năm lấy số: from 1 December of the year before
  series TEXT NOT NULL,                      -- loại văn bản and đối tượng, such as detention.extended:accused
  last BIGINT NOT NULL,
  PRIMARY KEY (unit_id, year, series)
);
-- Số đã lấy. A cancelled number stays, with its reason, and is not given again.
CREATE TABLE criminal_number (
  unit_id TEXT NOT NULL,
  year BIGINT NOT NULL,
  series TEXT NOT NULL,
  n BIGINT NOT NULL,
  suffix TEXT NOT NULL,                      -- empty, or a, b … for a paper dated back
  id UUID NOT NULL,
  shown TEXT NOT NULL,                       -- 116/QĐ-VKSKV3
  real_number TEXT NOT NULL,                 -- số thực tế on the paper
  dated_on DATE NOT NULL,                    -- the paper's date
  state TEXT NOT NULL,                       -- issued, cancelled
  reason TEXT,                               -- why it was cancelled
  matter_id UUID,
  subject_id UUID,
  fact_id UUID,
  taken_by UUID NOT NULL,
  taken_at BIGINT NOT NULL,
  cancelled_by UUID,
  cancelled_at BIGINT,
  PRIMARY KEY (unit_id, year, series, n, suffix)
);
CREATE UNIQUE INDEX criminal_number_id ON criminal_number (id);
CREATE INDEX criminal_number_matter ON criminal_number (matter_id);
-- Ký hiệu đơn vị trên văn bản, where it differs from what its name gives.
CREATE TABLE criminal_symbol (
  unit_id TEXT NOT NULL PRIMARY KEY,
  symbol TEXT NOT NULL,
  set_by UUID NOT NULL,
  set_at BIGINT NOT NULL
);
