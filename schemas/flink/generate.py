#!/usr/bin/env python3
"""Writes from the newest stored schemas how others read the topics: tables of Flink SQL and of ksqlDB, sinks of Kafka
Connect. generate.py writes all files, generate.py --check says which are not as they would be."""
import json
import sys
from pathlib import Path

VERSIONS = Path(__file__).resolve().parents[1] / "src/test/resources/versions"
NEWEST = max(VERSIONS.iterdir(), key=lambda folder: int(folder.name))

# By topic: the key's column, which is a column of the value too unless it is called record_key; none where every
# record counts by itself and not only the newest of a key.
KEYS = {"bisections": "id", "revisions": "record_key", "culprits": "id", "assessments": "id", "alerts": None,
        "crash-counts": "commit", "suspects": "commit", "track-record": "parameters",
        "verifications": "record_key", "git-facts": "commit", "undelivered": None}
SIMPLE = {"string": "STRING", "int": "INT", "long": "BIGINT", "double": "DOUBLE", "boolean": "BOOLEAN"}

HEAD = f"""\
-- Tables of Flink SQL over firstbad's topics: bin/sql-client.sh -i firstbad.sql
-- Made by generate.py from version {NEWEST.name} of the schemas; docs/sql.md says how to use it, and what of it was run.
"""
# Everything but the columns. The key of a compacted topic decides which record is the newest.
COMPACTED = """\
  PRIMARY KEY (`{key}`) NOT ENFORCED
) WITH (
  'connector' = 'upsert-kafka',
  'topic' = 'firstbad.{topic}',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'key.format' = 'raw',
  'value.format' = 'avro-confluent',
  'value.fields-include' = '{include}',
  'value.avro-confluent.url' = 'http://localhost:8081',
  'value.avro-confluent.schema' = '{schema}'
);
"""
APPENDED = """\
) WITH (
  'connector' = 'kafka',
  'topic' = 'firstbad.{topic}',
  'properties.bootstrap.servers' = 'localhost:9092',
  'properties.isolation.level' = 'read_committed',
  'scan.startup.mode' = 'earliest-offset',
  'format' = 'avro-confluent',
  'avro-confluent.url' = 'http://localhost:8081',
  'avro-confluent.schema' = '{schema}'
);
"""
# Bytes as they were read, in no schema; the reason is in the headers.
DEAD_LETTERS = """\
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
"""


class Names(dict):
    """The named types of a schema, since a type may be used again by its name."""

    def read(self, schema, namespace=""):
        if isinstance(schema, list):
            return [self.read(each, namespace) for each in schema]
        if isinstance(schema, str):
            return self.get(schema) or self.get(f"{namespace}.{schema}") or schema
        namespace = schema.get("namespace", namespace)
        if "name" in schema:
            self[schema["name"]] = self[f"{namespace}.{schema['name']}"] = schema
        for part in ("items", "values"):
            if part in schema:
                schema[part] = self.read(schema[part], namespace)
        for field in schema.get("fields", []):
            field["type"] = self.read(field["type"], namespace)
        return schema


class Tolerant(dict):
    """The schema that a table reads with. In SQL no field of a row that may be null is NOT NULL, and Flink wants schema and
    columns to say the same; what was written without null can be read with it. Holds which records may be null."""

    def read(self, schema, nullable=False):
        if isinstance(schema, list):
            return [each if each == "null" else self.read(each, True) for each in schema]
        if isinstance(schema, str):
            assert self.get(schema, nullable) == nullable, f"{schema} may be null in one place and not in another"
            return schema
        if schema["type"] == "record":
            self[schema["name"]] = nullable
            return {**schema, "fields": [self.field(each, nullable) for each in schema["fields"]]}
        return {name: self.read(part) if name in ("items", "values") else part for name, part in schema.items()}

    def field(self, field, nullable):
        if not nullable or isinstance(field["type"], list):
            return {**field, "type": self.read(field["type"])}
        return {"name": field["name"], "type": ["null", self.read(field["type"], True)], "default": None}


def column_type(schema, nullable=False):
    """A type as Flink derives it from Avro: not null, unless a union says so."""
    if isinstance(schema, list):
        return column_type(next(each for each in schema if each != "null"), "null" in schema)
    kind = schema if isinstance(schema, str) else schema["type"]
    if not isinstance(kind, str):
        return column_type(kind, nullable)
    if kind == "record":
        fields = (f"`{field['name']}` {column_type(field['type'])}" for field in schema["fields"])
        sql = f"ROW<{', '.join(fields)}>"
    elif kind == "array":
        sql = f"ARRAY<{column_type(schema['items'])}>"
    elif kind == "map":
        sql = f"MAP<STRING NOT NULL, {column_type(schema['values'])}>"
    elif kind == "enum":
        sql = "STRING"
    elif isinstance(schema, dict) and schema.get("logicalType") == "timestamp-millis":
        sql = "TIMESTAMP(3)"
    else:
        sql = SIMPLE[kind]
    return sql if nullable else f"{sql} NOT NULL"


def without_docs(schema):
    if isinstance(schema, list):
        return [without_docs(each) for each in schema]
    if isinstance(schema, dict):
        return {name: without_docs(value) for name, value in schema.items() if name != "doc"}
    return schema


def table(topic, key):
    text = (NEWEST / f"{topic}.avsc").read_text(encoding="utf-8")
    schema = json.dumps(Tolerant().read(without_docs(json.loads(text))), separators=(",", ":"))
    assert "'" not in schema
    columns = [f"  `{field['name']}` {column_type(field['type'])}" for field in Names().read(json.loads(schema))["fields"]]
    if key == "record_key":
        columns.insert(0, "  `record_key` STRING NOT NULL")
    head = f"CREATE TABLE {topic.replace('-', '_')} (\n" + ",\n".join(columns)
    if key is None:
        return head + "\n" + APPENDED.format(topic=topic, schema=schema)
    include = "EXCEPT_KEY" if key == "record_key" else "ALL"
    return head + ",\n" + COMPACTED.format(topic=topic, key=key, include=include, schema=schema)



def flink():
    return "\n".join([HEAD, *(table(topic, key) for topic, key in KEYS.items()), DEAD_LETTERS])


# ksqlDB takes the columns of the value from the registry.
KSQLDB = """\
-- Tables and streams of ksqlDB over firstbad's topics. Made by generate.py; docs/sql.md says how to use it.
SET 'auto.offset.reset' = 'earliest';

"""


def ksqldb():
    kinds = {True: ("STREAM", "KEY"), False: ("TABLE", "PRIMARY KEY")}
    return KSQLDB + "\n".join(
        f"CREATE {kinds[key is None][0]} {topic.replace('-', '_')} (record_key STRING {kinds[key is None][1]})\n"
        f"  WITH (KAFKA_TOPIC = 'firstbad.{topic}', KEY_FORMAT = 'KAFKA', VALUE_FORMAT = 'AVRO');\n"
        for topic, key in KEYS.items())


def scalars(schema, prefix=""):
    """Names of the fields that a column of a relational table can hold, as Connect's Flatten calls them."""
    for field in schema["fields"]:
        kind = field["type"]
        if isinstance(kind, list):
            kind = next(each for each in kind if each != "null")
        nested = kind if isinstance(kind, str) else kind["type"]
        if nested == "record":
            yield from scalars(kind, f"{prefix}{field['name']}_")
        elif nested not in ("array", "map"):
            yield prefix + field["name"]


def maps(schema):
    return [field["name"] for field in schema["fields"] if isinstance(field["type"], dict) and field["type"]["type"] == "map"]


SINK = {
    "tasks.max": "1",
    "consumer.override.isolation.level": "read_committed",
    "consumer.override.auto.offset.reset": "earliest",
    "key.converter": "org.apache.kafka.connect.storage.StringConverter",
    "value.converter": "io.confluent.connect.avro.AvroConverter",
    "value.converter.schema.registry.url": "http://localhost:8081",
}


def sinks(kind, config):
    every = []
    for topic, key in KEYS.items():
        schema = Names().read(json.loads((NEWEST / f"{topic}.avsc").read_text(encoding="utf-8")))
        every.append({"name": f"firstbad-{kind}-{topic}", "config": {**SINK, "topics": f"firstbad.{topic}", **config(topic, key, schema)}})
    return json.dumps(every, indent=1) + "\n"


def jdbc(topic, key, schema):
    """For Debezium's sink, which wants fields in a key. Flatten takes no maps, and a column no lists: both stay in Kafka."""
    transforms = "org.apache.kafka.connect.transforms."
    steps = {}
    if key is not None:
        steps["key"] = {"type": transforms + "HoistField$Key", "field": "record_key"}
    if maps(schema):
        steps["plain"] = {"type": transforms + "ReplaceField$Value", "exclude": ",".join(maps(schema))}
    steps["flat"] = {"type": transforms + "Flatten$Value", "delimiter": "_"}
    steps["scalars"] = {"type": transforms + "ReplaceField$Value", "include": ",".join(scalars(schema))}
    compacted = {"primary.key.mode": "record_key", "delete.enabled": "true"}
    appended = {"primary.key.mode": "kafka"}
    return {
        "connector.class": "io.debezium.connector.jdbc.JdbcSinkConnector",
        "connection.url": "jdbc:postgresql://localhost/firstbad_events",
        "connection.username": "firstbad",
        "connection.password": "",
        "collection.name.format": topic.replace("-", "_"),
        "quote.identifiers": "true",
        "insert.mode": "upsert",
        "schema.evolution": "basic",
        **(appended if key is None else compacted),
        "transforms": ",".join(steps),
        **{f"transforms.{name}.{option}": value for name, step in steps.items() for option, value in step.items()},
    }


def s3(topic, key, schema):
    """Every version of every event, by day; a tombstone has no value and is left out."""
    return {
        "connector.class": "io.confluent.connect.s3.S3SinkConnector",
        "storage.class": "io.confluent.connect.s3.storage.S3Storage",
        "format.class": "io.confluent.connect.s3.format.avro.AvroFormat",
        "s3.bucket.name": "firstbad",
        "s3.region": "eu-central-1",
        "topics.dir": "events",
        "flush.size": "10000",
        "rotate.schedule.interval.ms": "3600000",
        "partitioner.class": "io.confluent.connect.storage.partitioner.TimeBasedPartitioner",
        "path.format": "'day'=YYYY-MM-dd",
        "partition.duration.ms": "86400000",
        "timestamp.extractor": "Record",
        "timezone": "UTC",
        "locale": "en",
        "behavior.on.null.values": "ignore",
    }


HERE = Path(__file__).resolve().parent
FILES = {
    HERE / "firstbad.sql": flink,
    HERE / "ksqldb.sql": ksqldb,
    HERE / "connect-jdbc.json": lambda: sinks("jdbc", jdbc),
    HERE / "connect-s3.json": lambda: sinks("s3", s3),
}

if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        old = [file.name for file, text in FILES.items() if not file.exists() or file.read_text(encoding="utf-8") != text()]
        sys.exit(f"not as generate.py writes them: {', '.join(old)}" if old else 0)
    for file, text in FILES.items():
        file.write_text(text(), encoding="utf-8")
