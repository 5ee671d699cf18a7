-- Dòng của sổ nghiệp vụ: which line stands in which book of which unit, on which day. Its words are read from the facts
-- when it is shown. Derived: `kiemsat rebuild` makes the same rows again.
CREATE TABLE criminal_book_line (
  unit_id TEXT NOT NULL,                     -- the unit whose act opened the line; the line stays there after a transfer
  matter_id UUID NOT NULL,
  book TEXT NOT NULL,                        -- số sổ: 01 … 36, 66
  n BIGINT NOT NULL,                         -- the line's number within the matter: the place of the act that opened it
  subject_id UUID,                           -- the person it is about
  entered_on DATE NOT NULL,                  -- the day it stands under
  is_counted BOOLEAN NOT NULL,               -- it carries a running number (STT); a person's line under a case does not
  prosecutor_id UUID,
  PRIMARY KEY (unit_id, matter_id, book, n)
);
CREATE INDEX criminal_book_line_matter ON criminal_book_line (matter_id);
CREATE INDEX criminal_book_line_day ON criminal_book_line (unit_id, book, entered_on, matter_id, n);
CREATE INDEX criminal_book_line_prosecutor ON criminal_book_line (unit_id, book, prosecutor_id, entered_on, matter_id, n);
