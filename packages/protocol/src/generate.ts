import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { asyncApi } from "./asyncapi.ts";
import { openApi } from "./openapi.ts";

/** Writes both API documents into this package, or into the folder that is named. */
const folder = process.argv[2] ?? fileURLToPath(new URL("..", import.meta.url));

for (const [name, document] of Object.entries({ openapi: openApi(), asyncapi: asyncApi() })) {
  writeFileSync(`${folder}/${name}.json`, `${JSON.stringify(document, null, 2)}\n`);
}
