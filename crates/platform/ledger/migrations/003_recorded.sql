-- What was recorded after a moment: figures as they were known on an earlier day leave it out.
CREATE INDEX ledger_fact_recorded ON ledger_fact (unit_id, recorded_at, matter_id);
