import { Glob } from "bun";
import { cycleViolations } from "./cycles.ts";
import { edgeViolations } from "./edges.ts";
import { nameViolations } from "./names.ts";
import { outsideViolations } from "./outside.ts";
import { sizeViolations } from "./sizes.ts";
import { readSource } from "./source.ts";
import { wordingViolations } from "./wording.ts";
import { inProject, ROOT } from "../setup/project.mjs";

const FILES = new Glob("{packages,apps,bench,tools}/**/*.{ts,tsx,mjs}");

const paths = [...FILES.scanSync(ROOT)].filter((path) => !/(^|\/)(node_modules|dist|results)\//.test(path)).sort();
const sources = await Promise.all(paths.map(async (path) => readSource(path, await Bun.file(inProject(path)).text())));

const violations = [
  ...edgeViolations(sources),
  ...cycleViolations(sources),
  ...sizeViolations(sources),
  ...nameViolations(sources),
  ...outsideViolations(sources),
  ...wordingViolations(sources),
];
for (const { path, line, what } of violations) console.log(`${path}${line ? `:${line}` : ""} ${what}`);
if (violations.length > 0) {
  console.log(`\n${violations.length} places break a rule of the house (CONTRIBUTING.md, "Rules of the house").`);
  process.exitCode = 1;
}
