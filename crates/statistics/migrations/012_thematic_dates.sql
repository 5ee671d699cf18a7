-- Kỳ tự chọn của một chuyên đề: the free dates it was asked for; both empty when they are chosen each time.
ALTER TABLE statistics_thematic ADD COLUMN period_from TEXT NOT NULL DEFAULT '';
ALTER TABLE statistics_thematic ADD COLUMN period_to TEXT NOT NULL DEFAULT '';
