-- Small rows that are found by their key are kept in its order, where the database can do that: it
-- saves SQLite one of two trees.

-- What was projected so far, and from where. Offsets live here and not in Kafka, so that they are
-- committed together with the rows they stand for.
CREATE TABLE origin (name ${text} PRIMARY KEY, value ${text} NOT NULL);
CREATE TABLE places (
  topic ${text} NOT NULL,
  part INTEGER NOT NULL,
  next_offset BIGINT NOT NULL,
  PRIMARY KEY (topic, part)
);
CREATE TABLE tallies (name ${text} PRIMARY KEY, tally BIGINT NOT NULL);

-- The whole events as JSON, newest version of each.
CREATE TABLE heads (id ${text} PRIMARY KEY, version INTEGER NOT NULL, event TEXT NOT NULL);
CREATE TABLE assessments (id ${text} PRIMARY KEY, version INTEGER NOT NULL, event TEXT NOT NULL);
CREATE TABLE revisions (
  id ${text} NOT NULL,
  ordinal INTEGER NOT NULL,
  version INTEGER NOT NULL,
  commit_hash ${text} NOT NULL,
  verdict ${text} NOT NULL,
  tested INTEGER NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (id, ordinal)
);
CREATE INDEX revisions_by_commit ON revisions (commit_hash, id, ordinal);

-- What lists filter and sort by. Each topic writes its own columns, in whichever order they come;
-- a row is a bisection once its head is there.
CREATE TABLE bisections (
  id ${text} PRIMARY KEY,
  head_version INTEGER NOT NULL DEFAULT 0,
  outcome ${text} NOT NULL DEFAULT 'UNKNOWN',
  kind ${text} NOT NULL DEFAULT 'UNKNOWN',
  bug_title ${text},
  started_at BIGINT NOT NULL DEFAULT 0,
  last_line_at BIGINT NOT NULL DEFAULT 0,
  ended_at BIGINT,
  progress DOUBLE PRECISION NOT NULL DEFAULT 0,
  assessment_version INTEGER NOT NULL DEFAULT 0,
  level ${text} NOT NULL DEFAULT 'UNKNOWN',
  probability DOUBLE PRECISION NOT NULL DEFAULT -1,
  derailed INTEGER NOT NULL DEFAULT 0,
  verdicts ${text} NOT NULL DEFAULT '',
  stalled_line BIGINT NOT NULL DEFAULT -1,
  last_line BIGINT NOT NULL DEFAULT 0
)${by_key};
CREATE INDEX bisections_by_last_line ON bisections (last_line_at, id);
CREATE INDEX bisections_by_start ON bisections (started_at, id);
CREATE INDEX bisections_by_progress ON bisections (progress, id);
CREATE INDEX bisections_by_probability ON bisections (probability, id);
CREATE INDEX bisections_by_outcome ON bisections (outcome, last_line_at, id);
CREATE INDEX bisections_by_level ON bisections (level, last_line_at, id);
CREATE INDEX bisections_by_kind ON bisections (kind, last_line_at, id);

-- Trust after each closed revision; compaction may have taken some from the topic.
CREATE TABLE trust (
  id ${text} NOT NULL,
  ordinal INTEGER NOT NULL,
  version INTEGER NOT NULL,
  level ${text} NOT NULL,
  probability DOUBLE PRECISION,
  range_share DOUBLE PRECISION,
  PRIMARY KEY (id, ordinal)
)${by_key};

CREATE TABLE culprits (
  id ${text} PRIMARY KEY,
  at_offset BIGINT NOT NULL,
  commit_hash ${text} NOT NULL,
  level ${text} NOT NULL,
  bug_title ${text} NOT NULL,
  found_at BIGINT NOT NULL,
  event TEXT NOT NULL
);
CREATE INDEX culprits_by_time ON culprits (found_at, id);
CREATE INDEX culprits_by_level ON culprits (level, found_at, id);
CREATE INDEX culprits_by_commit ON culprits (commit_hash, found_at, id);

-- Commits by how many bugs blame them.
CREATE TABLE suspects (
  commit_hash ${text} PRIMARY KEY,
  bisections BIGINT NOT NULL,
  bugs BIGINT NOT NULL
);
CREATE INDEX suspects_by_bugs ON suspects (bugs, bisections, commit_hash);

CREATE TABLE alerts (
  id ${text} NOT NULL,
  kind ${text} NOT NULL,
  ordinal INTEGER NOT NULL,
  at_offset BIGINT NOT NULL,
  severity ${text} NOT NULL,
  line_number BIGINT NOT NULL,
  raised_at BIGINT NOT NULL,
  event TEXT NOT NULL,
  PRIMARY KEY (id, kind, ordinal)
);
CREATE INDEX alerts_by_time ON alerts (raised_at, id, kind, ordinal);

CREATE TABLE commits (hash ${text} PRIMARY KEY, title ${text})${by_key};
CREATE TABLE crash_counts (
  commit_hash ${text} PRIMARY KEY,
  at_offset BIGINT NOT NULL,
  crashed BIGINT NOT NULL,
  event TEXT NOT NULL
);
CREATE INDEX crash_counts_by_runs ON crash_counts (crashed, commit_hash);

-- Titles over all bisections, summed up as revisions close.
CREATE TABLE titles (
  num ${serial},
  title ${text} NOT NULL UNIQUE,
  type ${text} NOT NULL,
  runs BIGINT NOT NULL DEFAULT 0,
  bisections BIGINT NOT NULL DEFAULT 0,
  commits BIGINT NOT NULL DEFAULT 0,
  foreign_bisections BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX titles_by_runs ON titles (runs, title);
CREATE INDEX titles_by_type ON titles (type, runs, title);
CREATE TABLE sightings (
  id ${text} NOT NULL,
  ordinal INTEGER NOT NULL,
  title_num BIGINT NOT NULL,
  commit_hash ${text} NOT NULL,
  runs BIGINT NOT NULL,
  own INTEGER NOT NULL,
  hour BIGINT NOT NULL,
  PRIMARY KEY (id, ordinal, title_num)
)${by_key};
CREATE INDEX sightings_by_commit ON sightings (title_num, commit_hash);
CREATE TABLE crash_hours (
  hour BIGINT NOT NULL,
  type ${text} NOT NULL,
  runs BIGINT NOT NULL,
  PRIMARY KEY (hour, type)
)${by_key};

CREATE TABLE crash_days (
  day BIGINT NOT NULL,
  type ${text} NOT NULL,
  runs BIGINT NOT NULL,
  PRIMARY KEY (day, type)
)${by_key};

-- Raw logs: how far they were read, and their lines, compressed.
CREATE TABLE logs (
  id ${text} PRIMARY KEY,
  last_line BIGINT NOT NULL,
  ended INTEGER NOT NULL
)${by_key};
CREATE TABLE log_chunks (
  id ${text} NOT NULL,
  first_line BIGINT NOT NULL,
  line_count INTEGER NOT NULL,
  size INTEGER NOT NULL,
  last_at BIGINT NOT NULL,
  content ${bytes} NOT NULL,
  PRIMARY KEY (id, first_line)
);
CREATE INDEX log_chunks_by_age ON log_chunks (last_at);

-- What changed, for those who follow live.
CREATE TABLE changes (
  seq ${serial},
  at BIGINT NOT NULL,
  kind ${text} NOT NULL,
  id ${text} NOT NULL,
  ordinal INTEGER,
  detail ${text}
);
CREATE INDEX changes_by_time ON changes (at);

-- What the search finds: see Words.
CREATE TABLE searched (
  num ${serial},
  kind ${text} NOT NULL,
  name ${text} NOT NULL,
  words TEXT NOT NULL,
  UNIQUE (kind, name)
);
