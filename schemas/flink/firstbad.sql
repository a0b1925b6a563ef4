-- Tables of Flink SQL over firstbad's topics: bin/sql-client.sh -i firstbad.sql
-- Made by generate.py from version 1 of the schemas; docs/sql.md says how to use it, and what of it was run.

CREATE TABLE bisections (
  `id` STRING NOT NULL,
  `version` INT NOT NULL,
  `kind` STRING NOT NULL,
  `tool` STRING NOT NULL,
  `labels` MAP<STRING NOT NULL, STRING NOT NULL> NOT NULL,
  `outcome` STRING NOT NULL,
  `outcome_text` STRING,
  `error` STRING,
  `candidates` ARRAY<STRING NOT NULL> NOT NULL,
  `candidate_count` INT NOT NULL,
  `ended_by` STRING,
  `host` STRING,
  `fuzzer_commit` STRING,
  `requested_start` STRING,
  `start_commit` STRING,
  `start_title` STRING,
  `bug_titles` ARRAY<ROW<`title` STRING NOT NULL, `type` STRING NOT NULL, `runs` INT NOT NULL> NOT NULL> NOT NULL,
  `range` ROW<`crashes_at` STRING, `clean_at` STRING, `git_bad` STRING, `git_good` STRING, `commits_left` INT, `steps_left` INT>,
  `revisions` ROW<`tested` INT NOT NULL, `good` INT NOT NULL, `bad` INT NOT NULL, `skip` INT NOT NULL> NOT NULL,
  `revisions_reported` INT,
  `progress` DOUBLE NOT NULL,
  `expected_end_at` TIMESTAMP(3),
  `at_stake_ms` BIGINT,
  `started_at` TIMESTAMP(3) NOT NULL,
  `last_line_at` TIMESTAMP(3) NOT NULL,
  `ended_at` TIMESTAMP(3),
  `total_time_ms` BIGINT,
  `build_time_ms` BIGINT,
  `test_time_ms` BIGINT,
  `lines` ROW<`read` BIGINT NOT NULL, `duplicate` BIGINT NOT NULL, `late` BIGINT NOT NULL, `conflict` BIGINT NOT NULL, `missing` BIGINT NOT NULL, `pasted` BIGINT NOT NULL, `unknown` BIGINT NOT NULL, `first_unknown` BIGINT> NOT NULL,
  `flaky` BOOLEAN NOT NULL,
  `reproduction_chance` DOUBLE,
  `error_probability` DOUBLE,
  `confidence` DOUBLE,
  `culprit` STRING,
  `culprit_title` STRING,
  `crash_title` STRING,
  `report` STRING,
  `git_culprit` STRING,
  `git_culprit_title` STRING,
  `remarks` ARRAY<ROW<`kind` STRING NOT NULL, `line` BIGINT, `message` STRING NOT NULL> NOT NULL> NOT NULL,
  `unknown_lines` ARRAY<ROW<`number` BIGINT NOT NULL, `text` STRING NOT NULL> NOT NULL> NOT NULL,
  `truncations` ARRAY<STRING NOT NULL> NOT NULL,
  PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.bisections',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'ALL',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"Bisection","namespace":"firstbad.events","fields":[{"name":"id","type":"string"},{"name":"version","type":"int"},{"name":"kind","type":{"type":"enum","name":"SearchKind","symbols":["UNKNOWN","CAUSE","FIX"],"default":"UNKNOWN"}},{"name":"tool","type":{"type":"enum","name":"Tool","symbols":["UNKNOWN","SYZKALLER","GIT"],"default":"UNKNOWN"},"default":"UNKNOWN"},{"name":"labels","type":{"type":"map","values":"string"},"default":{}},{"name":"outcome","type":{"type":"enum","name":"Outcome","symbols":["UNKNOWN","RUNNING","CULPRIT_FOUND","INCONCLUSIVE","NO_RANGE_END","STILL_HAPPENS","MERGE_BASE_CLEAN","NOT_REPRODUCED","FAILED","TIMED_OUT","BROKEN_OFF","NOT_A_BISECTION"],"default":"UNKNOWN"}},{"name":"outcome_text","type":["null","string"],"default":null},{"name":"error","type":["null","string"],"default":null},{"name":"candidates","type":{"type":"array","items":"string"},"default":[]},{"name":"candidate_count","type":"int","default":0},{"name":"ended_by","type":["null",{"type":"enum","name":"EndedBy","symbols":["UNKNOWN","END_OF_LOG","SILENCE"],"default":"UNKNOWN"}],"default":null},{"name":"host","type":["null","string"],"default":null},{"name":"fuzzer_commit","type":["null","string"],"default":null},{"name":"requested_start","type":["null","string"],"default":null},{"name":"start_commit","type":["null","string"],"default":null},{"name":"start_title","type":["null","string"],"default":null},{"name":"bug_titles","type":{"type":"array","items":{"type":"record","name":"TitleCount","fields":[{"name":"title","type":"string"},{"name":"type","type":"string"},{"name":"runs","type":"int"}]}},"default":[]},{"name":"range","type":["null",{"type":"record","name":"RemainingRange","fields":[{"name":"crashes_at","type":["null","string"],"default":null},{"name":"clean_at","type":["null","string"],"default":null},{"name":"git_bad","type":["null","string"],"default":null},{"name":"git_good","type":["null","string"],"default":null},{"name":"commits_left","type":["null","int"],"default":null},{"name":"steps_left","type":["null","int"],"default":null}]}],"default":null},{"name":"revisions","type":{"type":"record","name":"VerdictCounts","fields":[{"name":"tested","type":"int"},{"name":"good","type":"int"},{"name":"bad","type":"int"},{"name":"skip","type":"int"}]}},{"name":"revisions_reported","type":["null","int"],"default":null},{"name":"progress","type":"double","default":0.0},{"name":"expected_end_at","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null},{"name":"at_stake_ms","type":["null","long"],"default":null},{"name":"started_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"last_line_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"ended_at","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null},{"name":"total_time_ms","type":["null","long"],"default":null},{"name":"build_time_ms","type":["null","long"],"default":null},{"name":"test_time_ms","type":["null","long"],"default":null},{"name":"lines","type":{"type":"record","name":"LineCounts","fields":[{"name":"read","type":"long"},{"name":"duplicate","type":"long"},{"name":"late","type":"long"},{"name":"conflict","type":"long"},{"name":"missing","type":"long"},{"name":"pasted","type":"long","default":0},{"name":"unknown","type":"long"},{"name":"first_unknown","type":["null","long"],"default":null}]}},{"name":"flaky","type":"boolean","default":false},{"name":"reproduction_chance","type":["null","double"],"default":null},{"name":"error_probability","type":["null","double"],"default":null},{"name":"confidence","type":["null","double"],"default":null},{"name":"culprit","type":["null","string"],"default":null},{"name":"culprit_title","type":["null","string"],"default":null},{"name":"crash_title","type":["null","string"],"default":null},{"name":"report","type":["null","string"],"default":null},{"name":"git_culprit","type":["null","string"],"default":null},{"name":"git_culprit_title","type":["null","string"],"default":null},{"name":"remarks","type":{"type":"array","items":{"type":"record","name":"Remark","fields":[{"name":"kind","type":{"type":"enum","name":"RemarkKind","symbols":["UNKNOWN","UNKNOWN_LINES","MISSING_LINES","MISSING_REVISIONS","MISSING_RUNS","NO_TRAILER","UNTESTED_RANGE_END","UNTESTED_CANDIDATE","UNDECIDED_STEP","RUNS_WITHOUT_REVISION","NO_OPENING","NO_ENDING","UNKNOWN_ENDING","CULPRIT_DIFFERS","REPORT_WITHOUT_TITLE","CONTRADICTION","SECOND_LOG"],"default":"UNKNOWN"}},{"name":"line","type":["null","long"],"default":null},{"name":"message","type":"string"}]}},"default":[]},{"name":"unknown_lines","type":{"type":"array","items":{"type":"record","name":"UnknownLine","fields":[{"name":"number","type":"long"},{"name":"text","type":"string"}]}},"default":[]},{"name":"truncations","type":{"type":"array","items":"string"},"default":[]}]}'
);

CREATE TABLE revisions (
  `record_key` STRING NOT NULL,
  `bisection_id` STRING NOT NULL,
  `ordinal` INT NOT NULL,
  `version` INT NOT NULL,
  `open` BOOLEAN NOT NULL,
  `tested` BOOLEAN NOT NULL,
  `commit` STRING NOT NULL,
  `title` STRING,
  `role` STRING NOT NULL,
  `release` STRING,
  `configuration` STRING,
  `compiler` STRING,
  `kernel_signature` STRING,
  `commits_left` INT,
  `steps_left` INT,
  `first_line` BIGINT NOT NULL,
  `last_line` BIGINT,
  `runs` ROW<`total` INT NOT NULL, `ok` INT NOT NULL, `crashed` INT NOT NULL, `boot_failed` INT NOT NULL, `test_failed` INT NOT NULL, `infra` INT NOT NULL, `ignored` INT NOT NULL, `estimated` BOOLEAN NOT NULL> NOT NULL,
  `crashes` ARRAY<ROW<`title` STRING NOT NULL, `type` STRING NOT NULL, `runs` INT NOT NULL> NOT NULL> NOT NULL,
  `representative` STRING,
  `printed_types` ARRAY<STRING NOT NULL> NOT NULL,
  `messages` ARRAY<ROW<`outcome` STRING NOT NULL, `text` STRING NOT NULL, `runs` INT NOT NULL> NOT NULL> NOT NULL,
  `other_message_runs` INT NOT NULL,
  `verdict` STRING NOT NULL,
  `verdict_source` STRING NOT NULL,
  `derived_verdict` STRING NOT NULL,
  `disagreement` STRING,
  `failure` STRING,
  `false_negative_chance` DOUBLE,
  `discarded_share` DOUBLE,
  `trust_so_far` DOUBLE,
  `supported_range` ROW<`crashes_at` STRING, `clean_at` STRING, `commits` INT>,
  `opened_at` TIMESTAMP(3) NOT NULL,
  `closed_at` TIMESTAMP(3),
  PRIMARY KEY (`record_key`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.revisions',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'EXCEPT_KEY',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"Revision","namespace":"firstbad.events","fields":[{"name":"bisection_id","type":"string"},{"name":"ordinal","type":"int"},{"name":"version","type":"int"},{"name":"open","type":"boolean"},{"name":"tested","type":"boolean"},{"name":"commit","type":"string"},{"name":"title","type":["null","string"],"default":null},{"name":"role","type":{"type":"enum","name":"Role","symbols":["UNKNOWN","ORIGINAL","CONFIG","RELEASE","HEAD","MERGE_BASE","STEP","PARENT"],"default":"UNKNOWN"}},{"name":"release","type":["null","string"],"default":null},{"name":"configuration","type":["null","string"],"default":null},{"name":"compiler","type":["null","string"],"default":null},{"name":"kernel_signature","type":["null","string"],"default":null},{"name":"commits_left","type":["null","int"],"default":null},{"name":"steps_left","type":["null","int"],"default":null},{"name":"first_line","type":"long"},{"name":"last_line","type":["null","long"],"default":null},{"name":"runs","type":{"type":"record","name":"RunCounts","fields":[{"name":"total","type":"int"},{"name":"ok","type":"int"},{"name":"crashed","type":"int"},{"name":"boot_failed","type":"int"},{"name":"test_failed","type":"int"},{"name":"infra","type":"int"},{"name":"ignored","type":"int"},{"name":"estimated","type":"boolean"}]}},{"name":"crashes","type":{"type":"array","items":{"type":"record","name":"TitleCount","fields":[{"name":"title","type":"string"},{"name":"type","type":"string"},{"name":"runs","type":"int"}]}},"default":[]},{"name":"representative","type":["null","string"],"default":null},{"name":"printed_types","type":{"type":"array","items":"string"},"default":[]},{"name":"messages","type":{"type":"array","items":{"type":"record","name":"RunMessage","fields":[{"name":"outcome","type":{"type":"enum","name":"InconclusiveOutcome","symbols":["UNKNOWN","BOOT_FAILED","TEST_FAILED","INFRA","IGNORED"],"default":"UNKNOWN"}},{"name":"text","type":"string"},{"name":"runs","type":"int"}]}},"default":[]},{"name":"other_message_runs","type":"int","default":0},{"name":"verdict","type":{"type":"enum","name":"Verdict","symbols":["UNKNOWN","GOOD","BAD","SKIP"],"default":"UNKNOWN"}},{"name":"verdict_source","type":{"type":"enum","name":"VerdictSource","symbols":["UNKNOWN","LOGGED","DERIVED"],"default":"UNKNOWN"}},{"name":"derived_verdict","type":"Verdict"},{"name":"disagreement","type":["null","string"],"default":null},{"name":"failure","type":["null","string"],"default":null},{"name":"false_negative_chance","type":["null","double"],"default":null},{"name":"discarded_share","type":["null","double"],"default":null},{"name":"trust_so_far","type":["null","double"],"default":null},{"name":"supported_range","type":["null",{"type":"record","name":"CommitRange","fields":[{"name":"crashes_at","type":["null","string"],"default":null},{"name":"clean_at","type":["null","string"],"default":null},{"name":"commits","type":["null","int"],"default":null}]}],"default":null},{"name":"opened_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"closed_at","type":["null",{"type":"long","logicalType":"timestamp-millis"}],"default":null}]}'
);

CREATE TABLE culprits (
  `id` STRING NOT NULL,
  `kind` STRING NOT NULL,
  `tool` STRING NOT NULL,
  `labels` MAP<STRING NOT NULL, STRING NOT NULL> NOT NULL,
  `bug_titles` ARRAY<ROW<`title` STRING NOT NULL, `type` STRING NOT NULL, `runs` INT NOT NULL> NOT NULL> NOT NULL,
  `commit` STRING NOT NULL,
  `title` STRING NOT NULL,
  `author` STRING,
  `author_date` STRING,
  `changed_files` ARRAY<STRING NOT NULL> NOT NULL,
  `changed_file_count` INT NOT NULL,
  `changed_files_known` BOOLEAN NOT NULL,
  `parent` STRING,
  `culprit_signature` STRING,
  `parent_signature` STRING,
  `binary_changed` BOOLEAN,
  `recipients_to` ARRAY<STRING NOT NULL> NOT NULL,
  `recipients_cc` ARRAY<STRING NOT NULL> NOT NULL,
  `crashes_at` STRING,
  `clean_at` STRING,
  `revisions_tested` INT NOT NULL,
  `total_time_ms` BIGINT,
  `build_time_ms` BIGINT,
  `test_time_ms` BIGINT,
  `crash_title` STRING,
  `evidence` ARRAY<ROW<`title` STRING NOT NULL, `type` STRING NOT NULL, `is_bug_title` BOOLEAN NOT NULL, `start` ROW<`crashed` INT, `runs` INT>, `last_good` ROW<`crashed` INT, `runs` INT>, `parent` ROW<`crashed` INT, `runs` INT>, `culprit` ROW<`crashed` INT, `runs` INT>> NOT NULL> NOT NULL,
  `assessment` ROW<`id` STRING NOT NULL, `version` INT NOT NULL, `ordinal` INT, `search_ended` BOOLEAN NOT NULL, `level` STRING NOT NULL, `probability` DOUBLE, `ranking` DOUBLE, `range_share` DOUBLE, `reasons` ARRAY<STRING NOT NULL> NOT NULL, `reasons_against` INT NOT NULL, `middle_from` DOUBLE, `high_from` DOUBLE, `blamed` ROW<`ordinal` INT, `line` BIGINT, `commit` STRING, `crash_title` STRING, `discarded_share` DOUBLE>, `not_located` BOOLEAN NOT NULL, `supported_range` ROW<`crashes_at` STRING, `clean_at` STRING, `commits` INT>, `derailed` ROW<`ordinal` INT, `line` BIGINT, `commit` STRING, `crash_title` STRING, `discarded_share` DOUBLE>, `parameters` STRING NOT NULL, `judged_at` TIMESTAMP(3) NOT NULL> NOT NULL,
  `found_at` TIMESTAMP(3) NOT NULL,
  `line_number` BIGINT NOT NULL,
  `ended_by` STRING NOT NULL,
  PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.culprits',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'ALL',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"CulpritFound","namespace":"firstbad.events","fields":[{"name":"id","type":"string"},{"name":"kind","type":{"type":"enum","name":"SearchKind","symbols":["UNKNOWN","CAUSE","FIX"],"default":"UNKNOWN"}},{"name":"tool","type":{"type":"enum","name":"Tool","symbols":["UNKNOWN","SYZKALLER","GIT"],"default":"UNKNOWN"},"default":"UNKNOWN"},{"name":"labels","type":{"type":"map","values":"string"},"default":{}},{"name":"bug_titles","type":{"type":"array","items":{"type":"record","name":"TitleCount","fields":[{"name":"title","type":"string"},{"name":"type","type":"string"},{"name":"runs","type":"int"}]}},"default":[]},{"name":"commit","type":"string"},{"name":"title","type":"string"},{"name":"author","type":["null","string"],"default":null},{"name":"author_date","type":["null","string"],"default":null},{"name":"changed_files","type":{"type":"array","items":"string"},"default":[]},{"name":"changed_file_count","type":"int","default":0},{"name":"changed_files_known","type":"boolean","default":false},{"name":"parent","type":["null","string"],"default":null},{"name":"culprit_signature","type":["null","string"],"default":null},{"name":"parent_signature","type":["null","string"],"default":null},{"name":"binary_changed","type":["null","boolean"],"default":null},{"name":"recipients_to","type":{"type":"array","items":"string"},"default":[]},{"name":"recipients_cc","type":{"type":"array","items":"string"},"default":[]},{"name":"crashes_at","type":["null","string"],"default":null},{"name":"clean_at","type":["null","string"],"default":null},{"name":"revisions_tested","type":"int"},{"name":"total_time_ms","type":["null","long"],"default":null},{"name":"build_time_ms","type":["null","long"],"default":null},{"name":"test_time_ms","type":["null","long"],"default":null},{"name":"crash_title","type":["null","string"],"default":null},{"name":"evidence","type":{"type":"array","items":{"type":"record","name":"Evidence","fields":[{"name":"title","type":"string"},{"name":"type","type":"string"},{"name":"is_bug_title","type":"boolean"},{"name":"start","type":["null",{"type":"record","name":"CrashedRuns","fields":[{"name":"crashed","type":["null","int"],"default":null},{"name":"runs","type":["null","int"],"default":null}]}],"default":null},{"name":"last_good","type":["null","CrashedRuns"],"default":null},{"name":"parent","type":["null","CrashedRuns"],"default":null},{"name":"culprit","type":["null","CrashedRuns"],"default":null}]}},"default":[]},{"name":"assessment","type":{"type":"record","name":"Assessment","fields":[{"name":"id","type":"string"},{"name":"version","type":"int"},{"name":"ordinal","type":["null","int"],"default":null},{"name":"search_ended","type":"boolean"},{"name":"level","type":{"type":"enum","name":"Level","symbols":["UNKNOWN","HIGH","MIDDLE","LOW","NONE"],"default":"UNKNOWN"}},{"name":"probability","type":["null","double"],"default":null},{"name":"ranking","type":["null","double"],"default":null},{"name":"range_share","type":["null","double"],"default":null},{"name":"reasons","type":{"type":"array","items":"string"},"default":[]},{"name":"reasons_against","type":"int","default":0},{"name":"middle_from","type":["null","double"],"default":null},{"name":"high_from","type":["null","double"],"default":null},{"name":"blamed","type":["null",{"type":"record","name":"Blame","fields":[{"name":"ordinal","type":["null","int"],"default":null},{"name":"line","type":["null","long"],"default":null},{"name":"commit","type":["null","string"],"default":null},{"name":"crash_title","type":["null","string"],"default":null},{"name":"discarded_share","type":["null","double"],"default":null}]}],"default":null},{"name":"not_located","type":"boolean","default":false},{"name":"supported_range","type":["null",{"type":"record","name":"CommitRange","fields":[{"name":"crashes_at","type":["null","string"],"default":null},{"name":"clean_at","type":["null","string"],"default":null},{"name":"commits","type":["null","int"],"default":null}]}],"default":null},{"name":"derailed","type":["null","Blame"],"default":null},{"name":"parameters","type":"string"},{"name":"judged_at","type":{"type":"long","logicalType":"timestamp-millis"}}]}},{"name":"found_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"line_number","type":"long"},{"name":"ended_by","type":{"type":"enum","name":"EndedBy","symbols":["UNKNOWN","END_OF_LOG","SILENCE"],"default":"UNKNOWN"}}]}'
);

CREATE TABLE assessments (
  `id` STRING NOT NULL,
  `version` INT NOT NULL,
  `ordinal` INT,
  `search_ended` BOOLEAN NOT NULL,
  `level` STRING NOT NULL,
  `probability` DOUBLE,
  `ranking` DOUBLE,
  `range_share` DOUBLE,
  `reasons` ARRAY<STRING NOT NULL> NOT NULL,
  `reasons_against` INT NOT NULL,
  `middle_from` DOUBLE,
  `high_from` DOUBLE,
  `blamed` ROW<`ordinal` INT, `line` BIGINT, `commit` STRING, `crash_title` STRING, `discarded_share` DOUBLE>,
  `not_located` BOOLEAN NOT NULL,
  `supported_range` ROW<`crashes_at` STRING, `clean_at` STRING, `commits` INT>,
  `derailed` ROW<`ordinal` INT, `line` BIGINT, `commit` STRING, `crash_title` STRING, `discarded_share` DOUBLE>,
  `parameters` STRING NOT NULL,
  `judged_at` TIMESTAMP(3) NOT NULL,
  PRIMARY KEY (`id`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.assessments',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'ALL',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"Assessment","namespace":"firstbad.events","fields":[{"name":"id","type":"string"},{"name":"version","type":"int"},{"name":"ordinal","type":["null","int"],"default":null},{"name":"search_ended","type":"boolean"},{"name":"level","type":{"type":"enum","name":"Level","symbols":["UNKNOWN","HIGH","MIDDLE","LOW","NONE"],"default":"UNKNOWN"}},{"name":"probability","type":["null","double"],"default":null},{"name":"ranking","type":["null","double"],"default":null},{"name":"range_share","type":["null","double"],"default":null},{"name":"reasons","type":{"type":"array","items":"string"},"default":[]},{"name":"reasons_against","type":"int","default":0},{"name":"middle_from","type":["null","double"],"default":null},{"name":"high_from","type":["null","double"],"default":null},{"name":"blamed","type":["null",{"type":"record","name":"Blame","fields":[{"name":"ordinal","type":["null","int"],"default":null},{"name":"line","type":["null","long"],"default":null},{"name":"commit","type":["null","string"],"default":null},{"name":"crash_title","type":["null","string"],"default":null},{"name":"discarded_share","type":["null","double"],"default":null}]}],"default":null},{"name":"not_located","type":"boolean","default":false},{"name":"supported_range","type":["null",{"type":"record","name":"CommitRange","fields":[{"name":"crashes_at","type":["null","string"],"default":null},{"name":"clean_at","type":["null","string"],"default":null},{"name":"commits","type":["null","int"],"default":null}]}],"default":null},{"name":"derailed","type":["null","Blame"],"default":null},{"name":"parameters","type":"string"},{"name":"judged_at","type":{"type":"long","logicalType":"timestamp-millis"}}]}'
);

CREATE TABLE alerts (
  `id` STRING NOT NULL,
  `kind` STRING NOT NULL,
  `severity` STRING NOT NULL,
  `ordinal` INT,
  `commit` STRING,
  `line_number` BIGINT NOT NULL,
  `message` STRING NOT NULL,
  `raised_at` TIMESTAMP(3) NOT NULL,
  `labels` MAP<STRING NOT NULL, STRING NOT NULL> NOT NULL,
  `bug_titles` ARRAY<ROW<`title` STRING NOT NULL, `type` STRING NOT NULL, `runs` INT NOT NULL> NOT NULL> NOT NULL
) WITH (
  'connector' = 'kafka',
  'topic' = 'firstbad.alerts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://localhost:8081',
  'avro-confluent.schema' = '{"type":"record","name":"Alert","namespace":"firstbad.events","fields":[{"name":"id","type":"string"},{"name":"kind","type":{"type":"enum","name":"AlertKind","symbols":["UNKNOWN","DERAILED","THIN_EVIDENCE","FORMAT_DRIFT","STALLED","FAULT","CONFLICT"],"default":"UNKNOWN"}},{"name":"severity","type":{"type":"enum","name":"Severity","symbols":["UNKNOWN","LOW","MIDDLE","HIGH"],"default":"UNKNOWN"}},{"name":"ordinal","type":["null","int"],"default":null},{"name":"commit","type":["null","string"],"default":null},{"name":"line_number","type":"long"},{"name":"message","type":"string"},{"name":"raised_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"labels","type":{"type":"map","values":"string"},"default":{}},{"name":"bug_titles","type":{"type":"array","items":{"type":"record","name":"TitleCount","fields":[{"name":"title","type":"string"},{"name":"type","type":"string"},{"name":"runs","type":"int"}]}},"default":[]}]}'
);

CREATE TABLE crash_counts (
  `commit` STRING NOT NULL,
  `title` STRING,
  `bisections` BIGINT NOT NULL,
  `revisions` BIGINT NOT NULL,
  `crashed` BIGINT NOT NULL,
  `ok` BIGINT NOT NULL,
  `inconclusive` BIGINT NOT NULL,
  `estimated_runs` BIGINT NOT NULL,
  `types` ARRAY<ROW<`type` STRING NOT NULL, `runs` BIGINT NOT NULL, `bisections` BIGINT NOT NULL, `titles` ARRAY<ROW<`title` STRING NOT NULL, `runs` BIGINT NOT NULL, `bisections` BIGINT NOT NULL, `foreign_bisections` BIGINT NOT NULL> NOT NULL> NOT NULL> NOT NULL> NOT NULL,
  `other_title_runs` BIGINT NOT NULL,
  `first_observed_at` TIMESTAMP(3) NOT NULL,
  `last_observed_at` TIMESTAMP(3) NOT NULL,
  PRIMARY KEY (`commit`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.crash-counts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'ALL',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"CrashCounts","namespace":"firstbad.events","fields":[{"name":"commit","type":"string"},{"name":"title","type":["null","string"],"default":null},{"name":"bisections","type":"long"},{"name":"revisions","type":"long"},{"name":"crashed","type":"long"},{"name":"ok","type":"long"},{"name":"inconclusive","type":"long"},{"name":"estimated_runs","type":"long"},{"name":"types","type":{"type":"array","items":{"type":"record","name":"CrashTypeCounts","fields":[{"name":"type","type":"string"},{"name":"runs","type":"long"},{"name":"bisections","type":"long"},{"name":"titles","type":{"type":"array","items":{"type":"record","name":"CrashTitleCounts","fields":[{"name":"title","type":"string"},{"name":"runs","type":"long"},{"name":"bisections","type":"long"},{"name":"foreign_bisections","type":"long"}]}},"default":[]}]}},"default":[]},{"name":"other_title_runs","type":"long","default":0},{"name":"first_observed_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"last_observed_at","type":{"type":"long","logicalType":"timestamp-millis"}}]}'
);

CREATE TABLE suspects (
  `commit` STRING NOT NULL,
  `title` STRING,
  `bisections` BIGINT NOT NULL,
  `fix_bisections` BIGINT NOT NULL,
  `candidate_bisections` BIGINT NOT NULL,
  `bisection_ids` ARRAY<STRING NOT NULL> NOT NULL,
  `bugs` ARRAY<ROW<`title` STRING NOT NULL, `bisections` BIGINT NOT NULL> NOT NULL> NOT NULL,
  `other_bug_bisections` BIGINT NOT NULL,
  `bug_count` BIGINT NOT NULL,
  `levels` ROW<`high` BIGINT NOT NULL, `middle` BIGINT NOT NULL, `low` BIGINT NOT NULL, `none` BIGINT NOT NULL> NOT NULL,
  `first_named_at` TIMESTAMP(3) NOT NULL,
  `last_named_at` TIMESTAMP(3) NOT NULL,
  PRIMARY KEY (`commit`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.suspects',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'ALL',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"Suspect","namespace":"firstbad.events","fields":[{"name":"commit","type":"string"},{"name":"title","type":["null","string"],"default":null},{"name":"bisections","type":"long"},{"name":"fix_bisections","type":"long"},{"name":"candidate_bisections","type":"long"},{"name":"bisection_ids","type":{"type":"array","items":"string"},"default":[]},{"name":"bugs","type":{"type":"array","items":{"type":"record","name":"SuspectedBug","fields":[{"name":"title","type":"string"},{"name":"bisections","type":"long"}]}},"default":[]},{"name":"other_bug_bisections","type":"long","default":0},{"name":"bug_count","type":"long","default":0},{"name":"levels","type":{"type":"record","name":"LevelCounts","fields":[{"name":"high","type":"long"},{"name":"middle","type":"long"},{"name":"low","type":"long"},{"name":"none","type":"long"}]}},{"name":"first_named_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"last_named_at","type":{"type":"long","logicalType":"timestamp-millis"}}]}'
);

CREATE TABLE track_record (
  `parameters` STRING NOT NULL,
  `levels` ARRAY<ROW<`level` STRING NOT NULL, `confirmed` BIGINT NOT NULL, `refuted` BIGINT NOT NULL, `open` BIGINT NOT NULL, `in_doubt` BIGINT NOT NULL, `disputed` BIGINT NOT NULL> NOT NULL> NOT NULL,
  `bins` ARRAY<ROW<`probability_from` DOUBLE NOT NULL, `probability_to` DOUBLE NOT NULL, `answered` BIGINT NOT NULL, `right` BIGINT NOT NULL, `claimed` DOUBLE> NOT NULL> NOT NULL,
  PRIMARY KEY (`parameters`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.track-record',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'ALL',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"TrackRecord","namespace":"firstbad.events","fields":[{"name":"parameters","type":"string"},{"name":"levels","type":{"type":"array","items":{"type":"record","name":"LevelRecord","fields":[{"name":"level","type":{"type":"enum","name":"Level","symbols":["UNKNOWN","HIGH","MIDDLE","LOW","NONE"],"default":"UNKNOWN"}},{"name":"confirmed","type":"long"},{"name":"refuted","type":"long"},{"name":"open","type":"long"},{"name":"in_doubt","type":"long"},{"name":"disputed","type":"long"}]}},"default":[]},{"name":"bins","type":{"type":"array","items":{"type":"record","name":"CalibrationBin","fields":[{"name":"probability_from","type":"double"},{"name":"probability_to","type":"double"},{"name":"answered","type":"long"},{"name":"right","type":"long"},{"name":"claimed","type":["null","double"],"default":null}]}},"default":[]}]}'
);

CREATE TABLE verifications (
  `record_key` STRING NOT NULL,
  `id` STRING NOT NULL,
  `state` STRING NOT NULL,
  `source` STRING NOT NULL,
  `culprit` STRING,
  `true_cause` STRING,
  `made_by` STRING,
  `made_at` TIMESTAMP(3) NOT NULL,
  `evidence_url` STRING,
  `note` STRING,
  PRIMARY KEY (`record_key`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.verifications',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'EXCEPT_KEY',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"Verification","namespace":"firstbad.events","fields":[{"name":"id","type":"string"},{"name":"state","type":{"type":"enum","name":"VerificationState","symbols":["UNKNOWN","CONFIRMED","REFUTED","WITHDRAWN","NEEDS_RERUN"],"default":"UNKNOWN"}},{"name":"source","type":{"type":"enum","name":"VerificationSource","symbols":["UNKNOWN","PERSON","RERUN","REVERT","FIXES_TAG"],"default":"UNKNOWN"}},{"name":"culprit","type":["null","string"],"default":null},{"name":"true_cause","type":["null","string"],"default":null},{"name":"made_by","type":["null","string"],"default":null},{"name":"made_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"evidence_url","type":["null","string"],"default":null},{"name":"note","type":["null","string"],"default":null}]}'
);

CREATE TABLE git_facts (
  `commit` STRING NOT NULL,
  `title` STRING NOT NULL,
  `parents` ARRAY<STRING NOT NULL> NOT NULL,
  `changed_files` ARRAY<ROW<`path` STRING NOT NULL, `added` BOOLEAN NOT NULL> NOT NULL> NOT NULL,
  `changed_file_count` INT NOT NULL,
  `functions` ARRAY<STRING NOT NULL> NOT NULL,
  `first_release` STRING,
  `fixed_by` ARRAY<STRING NOT NULL> NOT NULL,
  `reverted_by` ARRAY<STRING NOT NULL> NOT NULL,
  `frames` ARRAY<ROW<`path` STRING NOT NULL, `line` INT NOT NULL, `commit` STRING NOT NULL, `title` STRING NOT NULL, `bisection_id` STRING NOT NULL> NOT NULL> NOT NULL,
  `read_at` TIMESTAMP(3) NOT NULL,
  PRIMARY KEY (`commit`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.git-facts',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = 'ALL',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{"type":"record","name":"GitFacts","namespace":"firstbad.events","fields":[{"name":"commit","type":"string"},{"name":"title","type":"string"},{"name":"parents","type":{"type":"array","items":"string"},"default":[]},{"name":"changed_files","type":{"type":"array","items":{"type":"record","name":"ChangedFile","fields":[{"name":"path","type":"string"},{"name":"added","type":"boolean"}]}},"default":[]},{"name":"changed_file_count","type":"int","default":0},{"name":"functions","type":{"type":"array","items":"string"},"default":[]},{"name":"first_release","type":["null","string"],"default":null},{"name":"fixed_by","type":{"type":"array","items":"string"},"default":[]},{"name":"reverted_by","type":{"type":"array","items":"string"},"default":[]},{"name":"frames","type":{"type":"array","items":{"type":"record","name":"BlamedFrame","fields":[{"name":"path","type":"string"},{"name":"line","type":"int"},{"name":"commit","type":"string"},{"name":"title","type":"string"},{"name":"bisection_id","type":"string"}]}},"default":[]},{"name":"read_at","type":{"type":"long","logicalType":"timestamp-millis"}}]}'
);

CREATE TABLE undelivered (
  `receiver` STRING NOT NULL,
  `key` STRING NOT NULL,
  `topic` STRING NOT NULL,
  `bisection_id` STRING NOT NULL,
  `state` STRING NOT NULL,
  `reason` STRING NOT NULL,
  `attempts` INT NOT NULL,
  `last_output` STRING NOT NULL,
  `first_tried_at` TIMESTAMP(3) NOT NULL,
  `written_at` TIMESTAMP(3) NOT NULL,
  `event` STRING
) WITH (
  'connector' = 'kafka',
  'topic' = 'firstbad.undelivered',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://localhost:8081',
  'avro-confluent.schema' = '{"type":"record","name":"Undelivered","namespace":"firstbad.events","fields":[{"name":"receiver","type":"string"},{"name":"key","type":"string"},{"name":"topic","type":"string"},{"name":"bisection_id","type":"string"},{"name":"state","type":{"type":"enum","name":"UndeliveredState","symbols":["UNKNOWN","FAILED","RESENT"],"default":"UNKNOWN"}},{"name":"reason","type":"string"},{"name":"attempts","type":"int"},{"name":"last_output","type":"string","default":""},{"name":"first_tried_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"written_at","type":{"type":"long","logicalType":"timestamp-millis"}},{"name":"event","type":["null","string"],"default":null}]}'
);

CREATE TABLE dead_letters (
  `value` BYTES,
  `headers` MAP<STRING, BYTES> METADATA,
  `written_at` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp'
) WITH (
  'connector' = 'kafka',
  'topic' = 'firstbad.dead-letters',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'raw'
);
