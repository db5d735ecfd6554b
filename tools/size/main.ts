import { gzipSync } from "bun";
import { inProject, ROOT } from "../setup/project.mjs";

/** What a page pays for `connect`: the core of the SDK with the protocol in it, minified and compressed. */
const LIMIT = 20 * 1024;
const CORE = "packages/client/src/index.ts";
/** The parts of a bundle that are worth a line. */
const LARGEST = 12;

const { outputs, metafile } = await Bun.build({
  entrypoints: [inProject(CORE)],
  root: ROOT,
  target: "browser",
  format: "esm",
  minify: true,
  splitting: true,
  metafile: true,
});

const [entry] = outputs.filter(({ kind }) => kind === "entry-point");
if (!entry) throw new Error(`${CORE} gives no bundle`);
const size = gzipSync(await entry.arrayBuffer(), { level: 9 }).length;
console.log(`${CORE}: ${size} B of ${LIMIT} B compressed, ${entry.size} B minified`);

const parts = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) =>
  Object.entries(inputs).map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput })),
);
for (const { path, bytes } of parts.sort((a, b) => b.bytes - a.bytes).slice(0, LARGEST)) {
  console.log(`${String(bytes).padStart(8)}  ${path}`);
}
if (size > LIMIT) process.exitCode = 1;
