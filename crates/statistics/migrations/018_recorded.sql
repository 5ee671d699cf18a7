-- Lúc ghi: when the fact of a move was entered, ms UTC; what was known at a moment is asked by it, whichever unit entered the fact.
ALTER TABLE statistics_event ADD COLUMN recorded_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX statistics_event_recorded ON statistics_event (unit_id, recorded_at, touches_at, matter_id);
ALTER TABLE statistics_step ADD COLUMN recorded_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX statistics_step_recorded ON statistics_step (unit_id, recorded_at, touches_at, matter_id);
