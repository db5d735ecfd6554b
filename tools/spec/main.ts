import { Glob } from "bun";
import { type Document, findings } from "./rules.ts";

const ROOT = new URL("../..", import.meta.url).pathname;

async function documents(pattern: string): Promise<Document[]> {
  const paths = [...new Glob(pattern).scanSync(ROOT)].filter((path) => !path.includes("node_modules/")).sort();
  return Promise.all(paths.map(async (path) => ({ path, text: await Bun.file(ROOT + path).text() })));
}

const found = findings(await documents("packages/*/SPEC.md"), await documents("{packages,apps}/**/*.test.{ts,tsx}"));
for (const finding of found) console.log(finding);
if (found.length > 0) {
  console.log(`\n${found.length} rules and tests do not match: the title of a test begins with the numbers it proves.`);
  process.exitCode = 1;
}
