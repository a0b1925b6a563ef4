"""Decodes every record of topics: read_all.py BROKERS REGISTRY TOPIC... prints each topic and how many it had."""
import sys
from confluent_kafka import OFFSET_BEGINNING, Consumer, TopicPartition
from confluent_kafka.avro import CachedSchemaRegistryClient
from confluent_kafka.avro.serializer.message_serializer import MessageSerializer

brokers, registry, *topics = sys.argv[1:]
decode = MessageSerializer(CachedSchemaRegistryClient({"url": registry})).decode_message
kafka = Consumer({"bootstrap.servers": brokers, "group.id": "read-all", "enable.auto.commit": False,
                  "enable.partition.eof": True, "isolation.level": "read_committed"})
for topic in topics:
    partitions = kafka.list_topics(topic, 30).topics[topic].partitions
    kafka.assign([TopicPartition(topic, number, OFFSET_BEGINNING) for number in partitions])
    ended, count = 0, 0
    while ended < len(partitions):
        record = kafka.poll(1.0)
        if record is None:
            continue
        if record.error():
            ended += 1  # the end of a partition
            continue
        repr(decode(record.value()))
        count += 1
    print(topic, count, flush=True)
