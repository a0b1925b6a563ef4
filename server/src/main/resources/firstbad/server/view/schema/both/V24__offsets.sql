-- How far each partition was read, under the name that Kafka has for it.
ALTER TABLE places RENAME TO offsets;
