-- Phiên bản của dữ liệu dẫn xuất: which edition of each view filled the tables of this place.
CREATE TABLE ledger_view (
  name TEXT NOT NULL PRIMARY KEY,            -- the view, by its first table; 'older': rows of a program that noted none
  edition BIGINT NOT NULL
);
INSERT INTO ledger_view (name, edition) SELECT 'older', 0 WHERE EXISTS (SELECT 1 FROM ledger_matter);

-- A rebuild goes on where it stood only when it makes the same editions.
ALTER TABLE ledger_rebuild ADD COLUMN editions TEXT NOT NULL DEFAULT '';
