"""Prints culprits that can be trusted: consumer.py BROKERS REGISTRY [LEVEL...]"""
import sys
from confluent_kafka import Consumer
from confluent_kafka.schema_registry import SchemaRegistryClient
from confluent_kafka.schema_registry.avro import AvroDeserializer
from confluent_kafka.serialization import MessageField, SerializationContext

brokers, registry, *levels = sys.argv[1:]
decode = AvroDeserializer(SchemaRegistryClient({"url": registry}))
kafka = Consumer({"bootstrap.servers": brokers, "group.id": "culprit-mail", "auto.offset.reset": "earliest",
                  "isolation.level": "read_committed"})
kafka.subscribe(["firstbad.culprits"])
while True:
    record = kafka.poll(1.0)
    if record is None or record.error() or record.value() is None:  # without a value: 'firstbad forget' removed it
        continue
    level = dict(record.headers() or []).get("firstbad-level", b"").decode()  # no decoding needed to filter
    if not levels or level in levels:
        culprit = decode(record.value(), SerializationContext(record.topic(), MessageField.VALUE))
        print(culprit["id"], culprit["commit"], culprit["title"], flush=True)  # once per id: use it as your key
