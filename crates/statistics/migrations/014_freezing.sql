-- Việc chốt đang chờ: asked for by a click and counted by a job; its id becomes the id of the set.
CREATE TABLE statistics_freezing (
  unit_id TEXT NOT NULL,
  id UUID NOT NULL,
  period_from TEXT NOT NULL,
  period_to TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,
  is_tree BOOLEAN NOT NULL,
  explanation TEXT NOT NULL,
  asked_by UUID NOT NULL,
  asked_post UUID NOT NULL,                  -- the post in which it was asked for
  asked_at BIGINT NOT NULL,                  -- the click: facts recorded later are not in the set
  state TEXT NOT NULL,                       -- waiting, frozen, refused
  why TEXT NOT NULL,                         -- why it was refused
  ended_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX statistics_freezing_id ON statistics_freezing (id);
-- A second click finds the first.
CREATE UNIQUE INDEX statistics_freezing_waiting ON statistics_freezing (unit_id, from_at, to_at, is_tree) WHERE state = 'waiting';
