-- Commits by how many bugs blame them, as the topic of suspects says. It was passed over before, and
-- is read again from its beginning.
DROP TABLE suspects;
CREATE TABLE suspects (
  commit_hash ${text} PRIMARY KEY,
  at_offset BIGINT NOT NULL,
  bugs BIGINT NOT NULL,
  bisections BIGINT NOT NULL,
  culprit_of BIGINT NOT NULL,
  event TEXT NOT NULL
);
CREATE INDEX suspects_by_bugs ON suspects (bugs, bisections, commit_hash);
DELETE FROM places WHERE topic LIKE '%suspects';
