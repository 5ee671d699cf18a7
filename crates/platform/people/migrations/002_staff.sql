-- Cán bộ.
CREATE TABLE people_person (
  id            UUID NOT NULL PRIMARY KEY,
  name          TEXT NOT NULL,
  sort_key      TEXT NOT NULL,         -- Vietnamese order: given name first
  folded        TEXT NOT NULL,         -- without marks, for searching
  login         TEXT NOT NULL UNIQUE,
  email         TEXT,
  status        TEXT NOT NULL,         -- active, locked, left
  password_hash TEXT,                  -- argon2id; none: cannot sign in yet
  must_change   BOOLEAN NOT NULL,      -- the password was set by somebody else
  totp_secret   TEXT,                  -- base32; set while the second step is on
  totp_pending  TEXT,                  -- base32; shown, not yet confirmed
  totp_step     BIGINT NOT NULL,       -- the last step used: no code counts twice
  created_at    BIGINT NOT NULL
);
-- Chức vụ: a person in a unit, in a role, between two days.
CREATE TABLE people_post (
  id         UUID NOT NULL PRIMARY KEY,
  person     UUID NOT NULL,
  unit       TEXT NOT NULL,            -- the procuracy or one of its rooms
  role       TEXT NOT NULL,
  title      TEXT NOT NULL,            -- as documents print it
  valid_from DATE NOT NULL,
  valid_to   DATE NOT NULL,            -- last day
  reason     TEXT NOT NULL             -- the decision it rests on
);
CREATE INDEX people_post_person ON people_post (person, valid_from);
CREATE INDEX people_post_unit ON people_post (unit, valid_from);
-- Ủy quyền: rights of one post, given to a person between two days.
CREATE TABLE people_delegation (
  id          UUID NOT NULL PRIMARY KEY,
  from_post   UUID NOT NULL,
  from_person UUID NOT NULL,
  to_person   UUID NOT NULL,
  rights      TEXT NOT NULL,           -- ids, joined by spaces
  valid_from  DATE NOT NULL,
  valid_to    DATE NOT NULL,
  reason      TEXT NOT NULL,
  made_by     UUID NOT NULL,
  made_at     BIGINT NOT NULL,
  revoked_at  BIGINT
);
CREATE INDEX people_delegation_to ON people_delegation (to_person, valid_from);
CREATE INDEX people_delegation_from ON people_delegation (from_person, valid_from);
-- Tổ công tác.
CREATE TABLE people_team (
  id         UUID NOT NULL PRIMARY KEY,
  unit       TEXT NOT NULL,
  name       TEXT NOT NULL,
  leader     UUID NOT NULL,
  valid_from DATE NOT NULL,
  valid_to   DATE NOT NULL
);
CREATE INDEX people_team_unit ON people_team (unit, valid_from);
CREATE TABLE people_team_member (
  team       UUID NOT NULL,
  person     UUID NOT NULL,
  valid_from DATE NOT NULL,
  valid_to   DATE NOT NULL,
  PRIMARY KEY (team, person, valid_from)
);
CREATE INDEX people_team_member_person ON people_team_member (person, valid_from);
