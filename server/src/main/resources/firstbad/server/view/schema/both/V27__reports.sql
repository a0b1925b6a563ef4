-- What reports say of heads, which are read again from the beginning of their topic.
ALTER TABLE bisections ADD COLUMN tested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE bisections ADD COLUMN at_stake_ms BIGINT NOT NULL DEFAULT 0;
UPDATE heads SET version = -1;
DELETE FROM offsets WHERE topic LIKE '%bisections';

-- What SQL is promised, see docs/sql.md: these names and columns stay, whatever becomes of the tables.
-- Times are milliseconds since the epoch; yes is 1 and no is 0; a text that there is not is empty.
CREATE VIEW report_bisections AS
SELECT b.id, b.kind, b.outcome, COALESCE(b.bug_title, '') AS bug_title,
  COALESCE((SELECT value FROM labels WHERE id = b.id AND name = 'manager'), '') AS manager,
  COALESCE((SELECT value FROM labels WHERE id = b.id AND name = 'kernel.repo'), '') AS kernel_repo,
  COALESCE((SELECT value FROM labels WHERE id = b.id AND name = 'kernel.branch'), '') AS kernel_branch,
  b.started_at, b.last_line_at, b.ended_at, b.tested AS revisions_tested, b.level, b.derailed
FROM bisections b
WHERE b.head_version > 0;

CREATE VIEW report_culprits AS
SELECT c.id, c.commit_hash, COALESCE(m.title, '') AS commit_title, c.level, c.probability, c.bug_title,
  COALESCE((SELECT value FROM labels WHERE id = c.id AND name = 'manager'), '') AS manager,
  COALESCE((SELECT value FROM labels WHERE id = c.id AND name = 'kernel.repo'), '') AS kernel_repo,
  COALESCE((SELECT value FROM labels WHERE id = c.id AND name = 'kernel.branch'), '') AS kernel_branch,
  c.found_at, COALESCE(v.standing, 'OPEN') AS verification
FROM culprits c
LEFT JOIN commits m ON m.hash = c.commit_hash
LEFT JOIN verified v ON v.id = c.id;

CREATE VIEW report_revisions AS
SELECT r.id, r.ordinal, r.commit_hash, COALESCE(m.title, '') AS commit_title, r.verdict, r.tested,
  t.level, t.probability, t.range_share
FROM revisions r
LEFT JOIN commits m ON m.hash = r.commit_hash
LEFT JOIN trust t ON t.id = r.id AND t.ordinal = r.ordinal;

-- A day is the moment at which it begins, in UTC.
CREATE VIEW report_crash_types AS
SELECT s.commit_hash, s.hour / 24 * 86400000 AS day_at, t.type AS crash_type,
  CAST(SUM(s.runs) AS BIGINT) AS runs, COUNT(DISTINCT s.id) AS bisections
FROM sightings s
JOIN titles t ON t.num = s.title_num
GROUP BY s.commit_hash, s.hour / 24, t.type;

-- Machine time after a derailment, as heads count it.
CREATE VIEW report_time_at_stake AS
SELECT b.id,
  COALESCE((SELECT value FROM labels WHERE id = b.id AND name = 'manager'), '') AS manager,
  COALESCE((SELECT value FROM labels WHERE id = b.id AND name = 'kernel.repo'), '') AS kernel_repo,
  COALESCE((SELECT value FROM labels WHERE id = b.id AND name = 'kernel.branch'), '') AS kernel_branch,
  COALESCE((SELECT value FROM labels WHERE id = b.id AND name = 'bug.title'), b.bug_title, '')
    AS bug_title,
  CASE WHEN b.outcome = 'RUNNING' THEN 1 ELSE 0 END AS running,
  b.last_line_at, b.at_stake_ms
FROM bisections b
WHERE b.derailed = 1 AND b.head_version > 0;
