// Holds Kubernetes documents against their schemas: node kubernetes.mjs FILE...
// One line for each thing that is wrong, exit code 1; otherwise how many documents are as they must be.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { broken } from "./promises.mjs";
import { unknownFields } from "./types.mjs";

const PACKAGES = {
  "keda.sh": "@kubernetes-models/keda",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};

function moduleOf({ apiVersion }) {
  const group = apiVersion.includes("/") ? apiVersion.split("/")[0] : "";
  return `${PACKAGES[group] ?? "kubernetes-models"}/${apiVersion}`;
}

// What the schema says of types, required fields, enumerations, formats and ranges.
async function violations(document) {
  const models = await import(moduleOf(document));
  const Model = models[document.kind];
  if (!Model) return [`there is no ${document.kind} in ${document.apiVersion}`];
  try {
    new Model(document).validate();
    return [];
  } catch (violation) {
    return [violation.message];
  }
}

const documents = process.argv.slice(2).flatMap((file) =>
  parseAllDocuments(readFileSync(file, "utf8")).map((document) => {
    if (document.errors.length) throw new Error(`${file}: ${document.errors[0].message}`);
    return document.toJS();
  }),
);
const wrong = [];
for (const document of documents) {
  const name = `${document.kind}/${document.metadata?.name}`;
  for (const violation of await violations(document)) wrong.push(`${name}: ${violation}`);
}
wrong.push(...unknownFields(documents.map((document) => ({ document, module: moduleOf(document) }))));
wrong.push(...broken(documents));
for (const sentence of wrong) console.log(sentence);
if (wrong.length) process.exit(1);
console.log(`${documents.length} documents are as they must be.`);
