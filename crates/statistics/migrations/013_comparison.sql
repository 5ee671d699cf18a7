-- Đối chiếu thống kê liên ngành (TTLT 05/2018): a sheet of the other agency beside our facts, for a unit and a period.
CREATE TABLE statistics_comparison (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  kind TEXT NOT NULL,                        -- data/comparison/*.toml
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  file TEXT NOT NULL,                        -- the sheet in the store, by its hash
  file_name TEXT NOT NULL,
  sheet BIGINT NOT NULL,                     -- from 0
  head_first BIGINT NOT NULL,
  head_last BIGINT NOT NULL,
  mapping TEXT NOT NULL,                     -- JSON; empty until somebody has confirmed it
  step TEXT NOT NULL,                        -- mapping, checked, open, closed, withdrawn
  partner TEXT NOT NULL,                     -- the other agency, as the minutes name it
  our_signer TEXT NOT NULL,
  our_title TEXT NOT NULL,
  their_signer TEXT NOT NULL,
  their_title TEXT NOT NULL,
  by_person UUID NOT NULL,
  by_name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  closed_name TEXT NOT NULL,
  closed_at BIGINT,
  why TEXT NOT NULL,                         -- why it was withdrawn
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX statistics_comparison_id ON statistics_comparison (id);
-- The same file for the same period is recognised, however often it is sent.
CREATE UNIQUE INDEX statistics_comparison_file ON statistics_comparison (unit_id, kind, period_from, period_to, file)
  WHERE step <> 'withdrawn';

-- Một dòng đối chiếu: theirs, ours, or both.
CREATE TABLE statistics_comparison_row (
  unit_id TEXT NOT NULL,
  comparison_id UUID NOT NULL,
  n BIGINT NOT NULL,
  row_no BIGINT NOT NULL,                    -- the row of their sheet as people count it; 0 for ours alone
  theirs TEXT NOT NULL,                      -- JSON; empty for ours alone
  ours TEXT NOT NULL,                        -- JSON as the facts told it then; empty for theirs alone
  matter_id UUID,
  subject_id UUID,
  link TEXT NOT NULL,                        -- sure, proposed, confirmed, none
  differs TEXT NOT NULL,                     -- the fields that differ, with commas
  reason TEXT NOT NULL,
  stands TEXT NOT NULL,                      -- ours, theirs; empty while nobody has said
  by_name TEXT NOT NULL,
  decided_at BIGINT,
  PRIMARY KEY (unit_id, comparison_id, n)
);

-- Việc đã làm trên bảng đối chiếu: what stood before, so that each can be undone.
CREATE TABLE statistics_comparison_act (
  unit_id TEXT NOT NULL,
  comparison_id UUID NOT NULL,
  n BIGINT NOT NULL,
  action TEXT NOT NULL,
  said TEXT NOT NULL,
  before TEXT NOT NULL,                      -- JSON list of the rows as they stood
  made TEXT NOT NULL,                        -- JSON list of the numbers of the rows it left
  by_name TEXT NOT NULL,
  at BIGINT NOT NULL,
  undone_name TEXT NOT NULL,
  undone_at BIGINT,
  PRIMARY KEY (unit_id, comparison_id, n)
);

-- Ghép cột đã dùng: the next sheet with the same head opens with it.
CREATE TABLE statistics_comparison_mapping (
  unit_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  head TEXT NOT NULL,
  mapping TEXT NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, kind, head)
);
