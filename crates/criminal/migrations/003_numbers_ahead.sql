-- Lấy số trước, lấy số lùi ngày: what the number is for, and why its paper is dated back.
ALTER TABLE criminal_number ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
ALTER TABLE criminal_number ADD COLUMN late_reason TEXT NOT NULL DEFAULT '';
