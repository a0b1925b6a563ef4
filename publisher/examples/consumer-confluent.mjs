// Prints culprits that can be trusted: node consumer-confluent.mjs BROKERS REGISTRY [LEVEL...]
import { KafkaJS } from '@confluentinc/kafka-javascript';
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const [brokers, host, ...levels] = process.argv.slice(2);
const registry = new SchemaRegistry({ host });
const consumer = new KafkaJS.Kafka({ kafkaJS: { brokers: brokers.split(','), logLevel: KafkaJS.logLevel.WARN } })
    .consumer({ kafkaJS: { groupId: 'culprit-mail-in-node-too', fromBeginning: true, readUncommitted: false } });
await consumer.connect();
await consumer.subscribe({ topics: ['firstbad.culprits'] });
await consumer.run({ eachMessage: async ({ message }) => {
  const level = message.headers['firstbad-level']?.toString(); // no decoding needed to filter
  if (message.value === null || (levels.length > 0 && !levels.includes(level))) return; // null: 'firstbad forget' removed it
  const culprit = await registry.decode(message.value);
  console.log(culprit.id, culprit.commit, culprit.title); // once per id: use it as your key
} });
