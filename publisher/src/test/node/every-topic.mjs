// Reads topics with what kafkajs has built in, and prints the name of each with how many records it decoded:
// every-topic.mjs BROKERS REGISTRY EXPECTED TOPIC...
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel } from 'kafkajs';

const [brokers, host, expected, ...topics] = process.argv.slice(2);
const registry = new SchemaRegistry({ host });
const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING, retry: { retries: 0 } });
const consumer = kafka.consumer({ groupId: 'every-topic', readUncommitted: false });
const read = new Map(topics.map((topic) => [topic, 0]));
consumer.on(consumer.events.CRASH, ({ payload }) => {
  console.log(payload.error.message);
  process.exit(1);
});
await consumer.connect();
await consumer.subscribe({ topics, fromBeginning: true });
await consumer.run({ eachMessage: async ({ topic, message }) => {
  if (!topic.endsWith('dead-letters')) await registry.decode(message.value);
  read.set(topic, read.get(topic) + 1);
  if ([...read.values()].every((count) => count >= Number(expected))) {
    read.forEach((count, each) => console.log(each, count));
    process.exit(0);
  }
} });
