-- When the first revision of a bisection was begun, as observed: an old log that is played names a
-- start of its own, which says nothing of how long it has been running here.
ALTER TABLE bisections ADD COLUMN first_seen_at BIGINT NOT NULL DEFAULT 0;
UPDATE bisections SET first_seen_at = started_at;
