-- What became of culprits: the newest of each source. The topic was passed over before, and is read
-- again from its beginning.
CREATE TABLE verifications (
  id ${text} NOT NULL,
  source ${text} NOT NULL,
  at_offset BIGINT NOT NULL,
  state ${text} NOT NULL,
  made_at BIGINT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (id, source)
);
DELETE FROM places WHERE topic LIKE '%verifications';
