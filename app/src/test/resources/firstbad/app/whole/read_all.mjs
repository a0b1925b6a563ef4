// Decodes every record of topics: node read_all.mjs BROKERS REGISTRY TOPIC=RECORDS... ends when it has read so many.
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';
import { Kafka, logLevel } from 'kafkajs';

const [brokers, host, ...topics] = process.argv.slice(2);
const left = new Map(topics.map((each) => each.split('=')).map(([topic, count]) => [topic, Number(count)]));
const registry = new SchemaRegistry({ host });
const consumer = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING })
    .consumer({ groupId: 'read-all-in-node', readUncommitted: false });
await consumer.connect();
await consumer.subscribe({ topics: [...left.keys()], fromBeginning: true });
await consumer.run({ eachMessage: async ({ topic, message }) => {
  try {
    JSON.stringify(await registry.decode(message.value));
  } catch (e) {
    console.log(topic, message.offset, e.stack);
    process.exit(1);
  }
  left.set(topic, left.get(topic) - 1);
  if ([...left.values()].every((count) => count === 0)) process.exit(0);
} });
