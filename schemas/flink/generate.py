#!/usr/bin/env python3
"""Writes the tables of firstbad.sql from the newest stored schemas: generate.py > firstbad.sql"""
import json
from pathlib import Path

VERSIONS = Path(__file__).resolve().parents[1] / "src/test/resources/versions"
NEWEST = max(VERSIONS.iterdir(), key=lambda folder: int(folder.name))

# By topic: the key's column, which is a column of the value too unless it is called record_key; none where every
# record counts by itself and not only the newest of a key.
KEYS = {"bisections": "id", "revisions": "record_key", "culprits": "id", "assessments": "id", "alerts": None,
        "crash-counts": "commit", "suspects": "commit", "verifications": "record_key", "git-facts": "commit", "undelivered": None}
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
    schema = json.dumps(without_docs(json.loads(text)), separators=(",", ":"))
    assert "'" not in schema
    columns = [f"  `{field['name']}` {column_type(field['type'])}" for field in Names().read(json.loads(text))["fields"]]
    if key == "record_key":
        columns.insert(0, "  `record_key` STRING NOT NULL")
    head = f"CREATE TABLE {topic.replace('-', '_')} (\n" + ",\n".join(columns)
    if key is None:
        return head + "\n" + APPENDED.format(topic=topic, schema=schema)
    include = "EXCEPT_KEY" if key == "record_key" else "ALL"
    return head + ",\n" + COMPACTED.format(topic=topic, key=key, include=include, schema=schema)


if __name__ == "__main__":
    print("\n".join([HEAD, *(table(topic, key) for topic, key in KEYS.items()), DEAD_LETTERS]), end="")
