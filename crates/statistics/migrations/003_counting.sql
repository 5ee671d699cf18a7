-- Moves that the form's formulas book otherwise than they changed the stocks: the causes of an imbalance, found at once.
ALTER TABLE statistics_event ADD COLUMN unbooked BIGINT NOT NULL DEFAULT 0;  -- 1: one of them
CREATE INDEX statistics_event_unbooked ON statistics_event (unit_id, at, matter_id, n) WHERE unbooked = 1;

-- The moves that forms count, without those that only tell kept figures to look again.
DROP INDEX statistics_event_at;
CREATE INDEX statistics_event_counted ON statistics_event
  (unit_id, at, event, crime_group, handler, decider, sender_kind, report_kind, first_receiver, follow_up, requested, overdue)
  WHERE event <> 'noted';
