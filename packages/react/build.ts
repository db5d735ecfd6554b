import { cp, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import manifest from "./package.json" with { type: "json" };

/**
 * Makes the kit into a package of its own, for apps outside this repository: one ES module with the wire inside, one style sheet, and their types.
 * The app brings React, so that the page has one, and the SDK, whose `build.ts` makes it.
 *
 * bun packages/react/build.ts [--outdir packages/react/dist]
 */
const { values } = parseArgs({ options: { outdir: { type: "string", default: join(import.meta.dir, "dist") } } });
const { outdir } = values;
const { react, "react-dom": reactDom, "@skein/client": client, ...rest } = manifest.dependencies;
/** What npm installs along with the kit; the wire is inside. */
const { "@skein/protocol": _inside, ...others } = rest;

await rm(outdir, { recursive: true, force: true });
await mkdir(outdir, { recursive: true });
await Bun.build({
  entrypoints: [join(import.meta.dir, "src/index.ts"), join(import.meta.dir, "src/skein.css")],
  outdir,
  target: "browser",
  format: "esm",
  external: ["react", "react-dom", "@skein/client", ...Object.keys(others)],
  jsx: { runtime: "automatic", development: false },
});
await declare();
await writeFile(join(outdir, "package.json"), `${JSON.stringify(await publicManifest(), null, 2)}\n`);
await cp(join(import.meta.dir, "../../LICENSE"), join(outdir, "LICENSE"));
console.log(`@skein/react ${manifest.version}: ${outdir}`);

/** Writes the types of the kit and of the wire beside each other; those of the SDK come with the SDK. */
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
      exclude: [
        join(packages, "*/src/**/*.test.ts"),
        join(packages, "*/src/**/*.test.tsx"),
        join(packages, "protocol/src/generate.ts"),
      ],
    }),
  );
  const tsc = Bun.spawn(["node", join(import.meta.dir, "../../node_modules/.bin/tsc"), "-p", project], {
    stdout: "inherit",
  });
  if ((await tsc.exited) !== 0) throw new Error("The types could not be written.");
  await rm(project);
  await rm(join(types, "client"), { recursive: true, force: true });
  await cp(join(import.meta.dir, "src/skein.css.d.ts"), join(types, "react/src/skein.css.d.ts"));
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
  return {
    name,
    version,
    license,
    type,
    sideEffects,
    exports: {
      ".": { types: "./types/react/src/index.d.ts", default: "./index.js" },
      "./skein.css": { types: "./types/react/src/skein.css.d.ts", default: "./skein.css" },
    },
    // The types of the wire are made of its schemas; nothing of it runs.
    dependencies: { ...others, typebox: protocol.dependencies.typebox },
    peerDependencies: { "@skein/client": client, react: `^${react}`, "react-dom": `^${reactDom}` },
  };
}
