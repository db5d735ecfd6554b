import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import manifest from "./package.json" with { type: "json" };

/**
 * Makes the SDK into a package of its own, for apps outside this repository: plain ES modules with the wire inside, and their types.
 *
 * bun packages/client/build.ts [--outdir packages/client/dist]
 */
const { values } = parseArgs({ options: { outdir: { type: "string", default: join(import.meta.dir, "dist") } } });
const { outdir } = values;

const ENTRIES = {
  index: "src/index.ts",
  indexeddb: "src/store/indexeddb.ts",
  lab: "src/lab/index.ts",
  notifications: "src/notifications/index.ts",
  pair: "src/pair.ts",
  requests: "src/transport/requests.ts",
};

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
for (const [name, entry] of Object.entries(ENTRIES)) await writeFile(join(outdir, `${name}.ts`), reexport(entry));
await Bun.build({
  entrypoints: Object.keys(ENTRIES).map((name) => join(outdir, `${name}.ts`)),
  outdir,
  target: "browser",
  format: "esm",
  // What both entries share must exist once: a SkeinError of one is a SkeinError of the other.
  splitting: true,
});
for (const name of Object.keys(ENTRIES)) await rm(join(outdir, `${name}.ts`));
await declare();
await writeFile(join(outdir, "package.json"), `${JSON.stringify(await publicManifest(), null, 2)}\n`);
await cp(join(import.meta.dir, "../../LICENSE"), join(outdir, "LICENSE"));
console.log(`@skein/client ${manifest.version}: ${outdir}`);

function reexport(entry: string): string {
  return `export * from ${JSON.stringify(join(import.meta.dir, entry))};\n`;
}

/** Writes the types of the SDK and of the wire beside each other, as they stand in the repository. */
async function declare(): Promise<void> {
  const types = join(outdir, "types");
  const project = join(outdir, "tsconfig.json");
  const packages = join(import.meta.dir, "..");
  await writeFile(
    project,
    JSON.stringify({
      extends: join(import.meta.dir, "tsconfig.source.json"),
      compilerOptions: {
        noEmit: false,
        emitDeclarationOnly: true,
        declaration: true,
        rootDir: packages,
        outDir: types,
      },
      include: [join(import.meta.dir, "src"), join(packages, "protocol/src")],
      exclude: [join(packages, "*/src/**/*.test.ts"), join(packages, "protocol/src/generate.ts")],
    }),
  );
  const tsc = Bun.spawn(["node", join(import.meta.dir, "../../node_modules/.bin/tsc"), "-p", project], {
    stdout: "inherit",
  });
  if ((await tsc.exited) !== 0) throw new Error("The types could not be written.");
  await rm(project);
  for (const file of await readdir(types, { recursive: true })) {
    if (!file.endsWith(".d.ts")) continue;
    const path = join(types, file);
    const up = "../".repeat(file.split("/").length - 1);
    const text = await Bun.file(path).text();
    await writeFile(path, text.replaceAll('"@skein/protocol"', `"${up}protocol/src/index.ts"`));
  }
}

async function publicManifest(): Promise<object> {
  const protocol = (await Bun.file(join(import.meta.dir, "../protocol/package.json")).json()) as {
    dependencies: { typebox: string };
  };
  const { name, version, license, type, sideEffects } = manifest;
  const entry = (file: string, source: string) => ({
    types: `./types/client/${source.replace(/\.ts$/, ".d.ts")}`,
    default: `./${file}.js`,
  });
  return {
    name,
    version,
    license,
    type,
    sideEffects,
    exports: {
      ".": entry("index", ENTRIES.index),
      "./indexeddb": entry("indexeddb", ENTRIES.indexeddb),
      "./lab": entry("lab", ENTRIES.lab),
      "./pair": entry("pair", ENTRIES.pair),
      "./requests": entry("requests", ENTRIES.requests),
    },
    // The types of the wire are made of its schemas; nothing of it runs.
    dependencies: { typebox: protocol.dependencies.typebox },
  };
}
