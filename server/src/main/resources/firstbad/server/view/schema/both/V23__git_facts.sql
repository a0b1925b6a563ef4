-- What a repository says of commits.
CREATE TABLE git_facts (
  commit_hash ${text} NOT NULL PRIMARY KEY,
  at_offset BIGINT NOT NULL,
  event TEXT NOT NULL
);
DELETE FROM places WHERE topic LIKE '%git-facts';
