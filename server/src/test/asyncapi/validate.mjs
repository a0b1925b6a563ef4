// Prints what the official parser finds wrong with a document, and fails where that is anything: validate.mjs FILE
import { readFileSync } from 'node:fs';
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser';
import asyncapi from '@asyncapi/parser';

const parser = new asyncapi.Parser();
parser.registerSchemaParser(AvroSchemaParser());
const { document, diagnostics } = await parser.parse(readFileSync(process.argv[2], 'utf8'));
const wrong = diagnostics.filter((each) => each.severity <= 1); // errors and warnings
wrong.forEach((each) => console.log(`${each.path.join('/')}: ${each.message}`));
if (document && wrong.length === 0) {
  console.log(`${document.channels().length} channels, ${document.operations().length} operations`);
} else {
  process.exitCode = 1;
}
