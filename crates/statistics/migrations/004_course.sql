-- Biến động của vụ án, bị can, bị cáo, người bị tạm giữ, tạm giam; văn bản của Viện kiểm sát. Derived from facts alone.
CREATE TABLE statistics_step (
  unit_id TEXT NOT NULL,                     -- the unit that held the case then; of a paper: the unit that issued it
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- its place within the matter
  subject_id UUID,                           -- the person it is about
  fact_id UUID NOT NULL,
  event TEXT NOT NULL,                       -- case.opened, accused.charged, custody.in, sentence, act.…
  at BIGINT NOT NULL,                        -- when in law, ms UTC
  leaves TEXT NOT NULL,                      -- the stock it ends, such as case.investigation; empty for none
  enters TEXT NOT NULL,                      -- the stock it begins
  stage TEXT NOT NULL,                       -- investigation, prosecution, trial, appeal, execution
  article TEXT NOT NULL,                     -- điều luật at that moment
  severity TEXT NOT NULL,
  legal TEXT NOT NULL,                       -- 1: pháp nhân
  age TEXT NOT NULL,                         -- at the crime
  sex TEXT NOT NULL,
  ethnic TEXT NOT NULL,
  education TEXT NOT NULL,
  alien TEXT NOT NULL,                       -- 1: người nước ngoài, không quốc tịch
  decider TEXT NOT NULL,
  ground TEXT NOT NULL,
  result TEXT NOT NULL,
  overdue TEXT NOT NULL,                     -- 1: after the limit in force that day
  requested TEXT NOT NULL,                   -- 1: theo yêu cầu của Viện kiểm sát
  origin_at BIGINT NOT NULL,                 -- the opening decision, which makes a case old or new
  page_id UUID,                              -- the scanned page it was read from
  seq BIGINT NOT NULL,                       -- the fact's place in the ledger
  touches_at BIGINT NOT NULL,                -- the earliest instant whose figures the fact can change
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX statistics_step_matter ON statistics_step (matter_id);
CREATE INDEX statistics_step_counted ON statistics_step
  (unit_id, at, event, stage, article, severity, legal, age, sex, ethnic, education, alien, decider, ground, result, overdue,
   requested, origin_at)
  WHERE event <> 'noted';
CREATE INDEX statistics_step_kind ON statistics_step (unit_id, event, at, matter_id, n);
CREATE INDEX statistics_step_seq ON statistics_step (unit_id, seq, touches_at);

-- Tồn: a stretch of time in which a case or a person stood in one stock. It counts at an instant T when from_at < T <= to_at.
CREATE TABLE statistics_stay (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  subject_id UUID,
  fact_id UUID NOT NULL,                     -- the fact that began it
  state TEXT NOT NULL,                       -- case.investigation, accused.trial, held.detention …
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,                     -- far away while it lasts
  due_at BIGINT NOT NULL,                    -- end of the limit; far away when none runs
  stage TEXT NOT NULL,
  article TEXT NOT NULL,
  legal TEXT NOT NULL,
  ground TEXT NOT NULL,
  result TEXT NOT NULL,
  page_id UUID,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX statistics_stay_matter ON statistics_stay (matter_id);
CREATE INDEX statistics_stay_at ON statistics_stay
  (unit_id, state, to_at, from_at, due_at, stage, article, legal, ground, result, matter_id, n);
