-- Biến động của nguồn tin: every act that moved, or was counted of, a crime report. Derived from facts alone.
CREATE TABLE statistics_event (
  unit_id TEXT NOT NULL,                     -- the unit that held the report then
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,                         -- its place within the matter
  fact_id UUID NOT NULL,
  event TEXT NOT NULL,                       -- received, transferred_in, resumed, case_opened …
  at BIGINT NOT NULL,                        -- when in law, ms UTC
  open_change BIGINT NOT NULL,               -- what it did to the stock of open reports: -1, 0, 1
  suspended_change BIGINT NOT NULL,          -- the same for suspended ones
  crime_group TEXT NOT NULL,                 -- nhóm tội, as known now; empty when nobody recorded it
  handler TEXT NOT NULL,                     -- cơ quan giải quyết at that moment
  decider TEXT NOT NULL,                     -- who decided; of an annulment: who had suspended
  sender_kind TEXT NOT NULL,
  report_kind TEXT NOT NULL,
  first_receiver TEXT NOT NULL,              -- VKS when the report came to the procuracy first
  follow_up TEXT NOT NULL,                   -- 1: chuyển xử lý hành chính hoặc biện pháp khác
  requested TEXT NOT NULL,                   -- 1: khởi tố theo yêu cầu của Viện kiểm sát
  overdue TEXT NOT NULL,                     -- 1: decided after the limit in force that day
  page_id UUID,                              -- the scanned page it was read from
  seq BIGINT NOT NULL,                       -- the fact's place in the ledger
  touches_at BIGINT NOT NULL,                -- the earliest instant whose figures the fact can change
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX statistics_event_matter ON statistics_event (matter_id);
CREATE INDEX statistics_event_at ON statistics_event
  (unit_id, at, event, crime_group, handler, decider, sender_kind, report_kind, first_receiver, follow_up, requested,
   overdue, matter_id, n);
CREATE INDEX statistics_event_seq ON statistics_event (unit_id, seq, touches_at);

-- Tồn: a stretch of time in which a report stood open or suspended with one end of its limit.
-- It counts at an instant T when from_at < T <= to_at.
CREATE TABLE statistics_span (
  unit_id TEXT NOT NULL,
  matter_id UUID NOT NULL,
  n BIGINT NOT NULL,
  fact_id UUID NOT NULL,                     -- the fact that began it
  state TEXT NOT NULL,                       -- open, suspended
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,                     -- far away while it lasts
  due_at BIGINT NOT NULL,                    -- end of the limit; far away when none runs
  crime_group TEXT NOT NULL,
  handler TEXT NOT NULL,
  page_id UUID,
  PRIMARY KEY (unit_id, matter_id, n)
);
CREATE INDEX statistics_span_matter ON statistics_span (matter_id);
CREATE INDEX statistics_span_at ON statistics_span
  (unit_id, state, to_at, from_at, due_at, crime_group, handler, matter_id, n);

-- Số liệu kỳ đã qua: kept with the newest fact they were computed from; dropped when a later fact changes them.
CREATE TABLE statistics_stored (
  unit_id TEXT NOT NULL,
  scope TEXT NOT NULL,                       -- which units, which definitions, which calendar
  from_at BIGINT NOT NULL,
  to_at BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  computed_at BIGINT NOT NULL,
  figures TEXT NOT NULL,                     -- JSON
  PRIMARY KEY (unit_id, scope, from_at, to_at)
);
-- Lựa chọn gần nhất của mỗi người.
CREATE TABLE statistics_choice (
  person UUID NOT NULL PRIMARY KEY,
  query TEXT NOT NULL
);
