"""Publishes a log from standard input: producer.py BROKERS REGISTRY ID < bisect.log"""
import secrets
import sys
from datetime import datetime, timezone
from confluent_kafka import Producer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroSerializer
from confluent_kafka.serialization import MessageField, SerializationContext

brokers, registry, log_id = sys.argv[1:]
topic, schemas = "firstbad.log-lines", SchemaRegistryClient({"url": registry})
schema = schemas.get_latest_version(topic + "-value").schema.schema_str
encode = AvroSerializer(schemas, schema, conf={"auto.register.schemas": False})
context = SerializationContext(topic, MessageField.VALUE)
kafka = Producer({"bootstrap.servers": brokers, "enable.idempotence": True, "compression.type": "gzip",
                  "partitioner": "murmur2_random",  # as in Java
                  "max.in.flight.requests.per.connection": 1})  # or a new leader may take the second batch without the first
run = {"firstbad-run": secrets.token_bytes(8)}  # another for each publication: tells two logs under one id apart

def send(number, text, end, unfinished=False):
    line = {"line_number": number, "text": text, "observed_at": datetime.now(timezone.utc), "labels": {}, "end_of_log": end}
    kafka.produce(topic, encode(line, context), log_id, headers=run | {"firstbad-unfinished": b""} if unfinished else run,
                  on_delivery=lambda error, _: error and sys.exit(str(error)))
    kafka.poll(1 if len(kafka) > 50_000 else 0)  # waits while much is under way

number = 0
for number, line in enumerate(open(0, encoding="utf-8", errors="replace", newline="\n"), start=1):
    send(number, line.removesuffix("\n").rstrip("\r"), False, unfinished=not line.endswith("\n"))
send(number + 1, "", True)
kafka.flush()
