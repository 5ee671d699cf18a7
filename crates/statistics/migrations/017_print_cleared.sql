-- Bản in đã xóa: its file went when its time was over; what it was made from, and what was frozen or signed, stays.
ALTER TABLE statistics_print ADD COLUMN cleared_at BIGINT;
