import { readFileSync, writeFileSync } from "node:fs";
import { inProject } from "../setup/project.mjs";
import { lackingPlatforms } from "./platform-packages.mjs";

/** `npm run lock` completes package-lock.json after an install; with `--check` it only says what is lacking. */
const file = inProject("package-lock.json");
const lock = /** @type {{ packages: import("./platform-packages.mjs").Packages }} */ (
  JSON.parse(readFileSync(file, "utf8"))
);
const lacking = lackingPlatforms(lock.packages);
const paths = Object.keys(lacking);

if (process.argv.includes("--check")) {
  if (paths.length > 0) {
    console.log(`package-lock.json lacks packages of other platforms; run \`npm run lock\`:\n${paths.join("\n")}`);
    process.exitCode = 1;
  }
} else if (paths.length > 0) {
  const packages = Object.entries({ ...lock.packages, ...lacking }).sort(([a], [b]) => (a < b ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  console.log(`Added ${paths.length} packages of other platforms to package-lock.json.`);
}
