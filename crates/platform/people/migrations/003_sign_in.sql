-- Phiên đăng nhập. The browser holds the token; here stands only its hash.
CREATE TABLE people_session (
  token_hash   TEXT NOT NULL PRIMARY KEY,
  id           UUID NOT NULL UNIQUE,   -- how lists and the trail name it
  person       UUID NOT NULL,
  post         UUID,                   -- the post acted in
  created_at   BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at   BIGINT NOT NULL,
  revoked_at   BIGINT,
  revoked_why  TEXT,                   -- signed_out, everywhere, password, admin
  user_agent   TEXT NOT NULL,
  address      TEXT NOT NULL           -- the network part only
);
CREATE INDEX people_session_person ON people_session (person, created_at);
-- Failed sign-ins, by login and by network.
CREATE TABLE people_failure (
  scope        TEXT NOT NULL PRIMARY KEY,  -- login:an.nv or address:203.0.113.0/24
  failures     BIGINT NOT NULL,
  last_at      BIGINT NOT NULL,
  locked_until BIGINT NOT NULL
);
