-- Các lần lưu: what one person types on in one place is one version for some minutes; begun_at is when that typing began (0: before this was kept).
ALTER TABLE documents_version ADD COLUMN begun_at BIGINT NOT NULL DEFAULT 0;
-- Somebody compared it, looked at it or took it away as a file: typing goes on in a version of its own.
ALTER TABLE documents_version ADD COLUMN is_held BOOLEAN NOT NULL DEFAULT FALSE;
