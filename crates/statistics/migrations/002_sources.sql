-- Nguồn tin có ít nhất một yêu cầu, gia hạn: a move counts once for its report when the same move before it lies before
-- the period, so nothing has to be told apart while counting.
ALTER TABLE statistics_event ADD COLUMN previous_at BIGINT NOT NULL DEFAULT 0;       -- the same move before, in any unit
ALTER TABLE statistics_event ADD COLUMN previous_here_at BIGINT NOT NULL DEFAULT 0;  -- the same move before, in this unit
CREATE INDEX statistics_event_kind ON statistics_event (unit_id, event, at, previous_at, previous_here_at, matter_id, n);
