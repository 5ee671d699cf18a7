-- Số theo sự kiện: a fact that is withdrawn, corrected or carried on asks for its number; without an index the whole book is read.
CREATE INDEX criminal_number_fact ON criminal_number (fact_id);
