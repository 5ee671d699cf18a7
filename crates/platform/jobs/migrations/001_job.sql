-- Việc dài: long work, queued in the transaction that asks for it, taken by one worker at a time under a lease.
CREATE TABLE job (
  id UUID NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,                 -- which handler does it
  subject TEXT NOT NULL,              -- what it works on, for finding its progress again
  payload TEXT NOT NULL,              -- what the handler needs, JSON
  title TEXT NOT NULL,                -- what people read, Vietnamese
  unit_id TEXT NOT NULL,
  asked_by UUID,
  state TEXT NOT NULL,                -- ready, running, done, failed
  priority BIGINT NOT NULL,           -- smaller goes first
  run_at BIGINT NOT NULL,             -- ms UTC, not before
  attempts BIGINT NOT NULL,
  worker UUID,
  lease_until BIGINT NOT NULL,        -- ms UTC; a running job past it belongs to nobody
  done BIGINT NOT NULL,               -- steps done
  total BIGINT NOT NULL,              -- steps in all, 0 while unknown
  note TEXT NOT NULL,                 -- what is being done, or why it failed, Vietnamese
  asked_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL
);
CREATE INDEX job_waiting ON job (priority, run_at, id) WHERE state IN ('ready', 'running');
CREATE INDEX job_subject ON job (subject, asked_at);
