-- Phần mềm khác được kết nối: one row a token. The token itself is shown once and kept as its hash.
CREATE TABLE exchange_system (
  unit_id TEXT NOT NULL,                     -- whose data it may reach
  id UUID NOT NULL,
  name TEXT NOT NULL,                        -- as people call the program
  person UUID NOT NULL,                      -- in whose name its facts stand
  rights TEXT NOT NULL,                      -- ids of rights, joined by spaces
  token_hash TEXT NOT NULL,
  hint TEXT NOT NULL,                        -- the first letters of the token, to know it by
  expires_on DATE NOT NULL,                  -- the last day
  created_by UUID NOT NULL,
  created_at BIGINT NOT NULL,
  approved_by UUID,                          -- a leader of the unit; without one it opens nothing
  approved_at BIGINT,
  revoked_by UUID,
  revoked_at BIGINT,
  last_used_at BIGINT,
  PRIMARY KEY (unit_id, id)
);
CREATE UNIQUE INDEX exchange_system_token ON exchange_system (token_hash);
CREATE UNIQUE INDEX exchange_system_id ON exchange_system (id);

-- Yêu cầu đã trả lời: the same key gets the same answer.
CREATE TABLE exchange_request (
  unit_id TEXT NOT NULL,
  system_id UUID NOT NULL,
  request_key TEXT NOT NULL,
  body_hash TEXT NOT NULL,                   -- method, address and body: another body under the same key is refused
  status BIGINT NOT NULL,
  answer TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (unit_id, system_id, request_key)
);
