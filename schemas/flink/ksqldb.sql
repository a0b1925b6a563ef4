-- Tables and streams of ksqlDB over firstbad's topics. Made by generate.py; docs/sql.md says how to use it.
SET 'auto.offset.reset' = 'earliest';

CREATE TABLE bisections (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.bisections', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE revisions (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.revisions', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE culprits (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.culprits', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE assessments (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.assessments', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE STREAM alerts (record_key STRING KEY)
  WITH (KAFKA_TOPIC = 'firstbad.alerts', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE crash_counts (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.crash-counts', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE suspects (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.suspects', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE track_record (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.track-record', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE verifications (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.verifications', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE TABLE git_facts (record_key STRING PRIMARY KEY)
  WITH (KAFKA_TOPIC = 'firstbad.git-facts', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');

CREATE STREAM undelivered (record_key STRING KEY)
  WITH (KAFKA_TOPIC = 'firstbad.undelivered', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');
