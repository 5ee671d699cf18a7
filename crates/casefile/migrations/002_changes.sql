-- Lần thay đổi cuối của trang: when a page last changed (ms UTC), so that who watches a file of ten thousand pages asks only for what is new.
ALTER TABLE casefile_page ADD COLUMN changed_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX casefile_page_changed ON casefile_page (matter_id, changed_at);
-- How far a file is, counted from the index alone.
CREATE INDEX casefile_page_tally ON casefile_page (file_id, status, needs_person);
-- Bút lục of a file in the order of its pages, from the index alone.
CREATE INDEX casefile_page_leaves ON casefile_page (matter_id, no, bl_key);
DROP INDEX casefile_page_no;
