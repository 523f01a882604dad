// Holds schedule.json files against the published schema (first argument): an array of documents on standard input, an array of what is wrong with each on standard output.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import Ajv from "ajv";
import addFormats from "ajv-formats";

let input = "";
for await (const chunk of process.stdin) input += chunk;

// The schema speaks draft 06, and names a format and keywords that draft does not have.
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addMetaSchema(createRequire(import.meta.url)("ajv/dist/refs/json-schema-draft-06.json"));
addFormats(ajv);
ajv.addFormat("color", /^#[0-9a-fA-F]{3,8}$/);
const validate = ajv.compile(JSON.parse(readFileSync(process.argv[2], "utf8")));
process.stdout.write(JSON.stringify(JSON.parse(input).map((document) =>
  validate(document) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`))));
