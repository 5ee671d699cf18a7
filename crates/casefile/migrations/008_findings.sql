-- Điều máy thấy ở trang khi đọc: findings, codes separated by blanks (upside_down, left_of_fold, handwriting, photograph, foreign …);
-- word_print: a few figures of its words by which the same page is found again when it was scanned twice; null for a page with few words.
ALTER TABLE casefile_page ADD COLUMN findings TEXT NOT NULL DEFAULT '';
ALTER TABLE casefile_page ADD COLUMN word_print TEXT;
-- Dòng còn ngờ và chỗ không đọc được: which lines of the page a person must compare with the picture and why, and where something is
-- written that could not be read at all (JSON); empty: nothing, or read before this was kept.
ALTER TABLE casefile_text ADD COLUMN doubts TEXT NOT NULL DEFAULT '';
-- is_own_copy: this program exported the delivered file; it is a copy of scans, not a scan of the paper.
ALTER TABLE casefile_file ADD COLUMN is_own_copy BOOLEAN NOT NULL DEFAULT FALSE;
