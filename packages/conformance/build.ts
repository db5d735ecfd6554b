import { chmod, cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import manifest from "./package.json" with { type: "json" };

/**
 * Makes the suite into a package of its own, for servers outside this repository: one file with the wire inside, which needs nothing else.
 *
 * bun packages/conformance/build.ts [--outdir packages/conformance/dist]
 */
const { values } = parseArgs({ options: { outdir: { type: "string", default: join(import.meta.dir, "dist") } } });
const { outdir } = values;
const COMMAND = "skein-conformance";
const root = join(import.meta.dir, "../..");

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
await Bun.build({
  entrypoints: [join(import.meta.dir, "src/main.ts")],
  outdir,
  naming: `${COMMAND}.js`,
  target: "node",
  format: "esm",
  banner: "#!/usr/bin/env node",
});
await chmod(join(outdir, `${COMMAND}.js`), 0o755);
const { name, version, license, type } = manifest;
const published = {
  name,
  version,
  description: "Looks whether a server keeps the Skein protocol, from outside, rule by rule",
  license,
  type,
  bin: { [COMMAND]: `./${COMMAND}.js` },
  files: [`${COMMAND}.js`],
  engines: { node: ">=20" },
};
await writeFile(join(outdir, "package.json"), `${JSON.stringify(published, null, 2)}\n`);
await cp(join(root, "LICENSE"), join(outdir, "LICENSE"));
await cp(join(root, "docs/integrate/conformance.md"), join(outdir, "README.md"));
console.log(`${name} ${version}: ${outdir}`);
