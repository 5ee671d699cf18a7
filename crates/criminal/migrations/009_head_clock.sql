-- Which clock the head of a matter shows, such as CUSTODY: once it has run out, the step told beside it is what the law then
-- demands, and not the extension that was kept while it ran. Derived: `kiemsat rebuild` fills it.
ALTER TABLE criminal_matter ADD COLUMN family TEXT NOT NULL DEFAULT '';
