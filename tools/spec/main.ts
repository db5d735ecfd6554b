import { Glob } from "bun";
import { isTest } from "../architecture/source.ts";
import { type Document, findings } from "./rules.ts";
import { inProject, ROOT } from "../setup/project.mjs";

async function documents(pattern: string, wanted: (path: string) => boolean): Promise<Document[]> {
  const paths = [...new Glob(pattern).scanSync(ROOT)].filter((path) => !path.includes("node_modules/") && wanted(path));
  return Promise.all(paths.sort().map(async (path) => ({ path, text: await Bun.file(inProject(path)).text() })));
}

const specs = await documents("packages/*/SPEC.md", () => true);
const tests = await documents("{packages,apps}/**/*.{ts,tsx}", isTest);
const found = findings(specs, tests);
for (const finding of found) console.log(finding);
if (found.length > 0) {
  console.log(`\n${found.length} rules and tests do not match: the title of a test begins with the numbers it proves.`);
  process.exitCode = 1;
}
