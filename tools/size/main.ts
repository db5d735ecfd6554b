import { gzipSync } from "bun";
import { inProject, ROOT } from "../setup/project.mjs";

/**
 * What a page pays before `connect` runs: the core of the SDK with the protocol in it, minified and compressed. It is the entry and every
 * file that the entry imports at once, however deep: what it shares with parts that come later lies in a file of its own. Each is
 * compressed by itself, as it is on its way to the page, so the sum is what is transferred and not less.
 */
const LIMIT = 20 * 1024;
const CORE = "packages/client/src/index.ts";
/** What every client loads behind the core, while it dials: told beside it, so that nobody takes the core for all there is. */
const BEHIND = "packages/client/src/build-own.ts";
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
const files = new Map(Object.entries(metafile?.outputs ?? {}).map(([path, file]) => [plain(path), file]));

/** The path of a file as both lists tell it. */
function plain(path: string): string {
  return path.replace(/^\.\//, "");
}

/** The file that a source begins, and all that are loaded with it. */
function loadedWith(source: string): Set<string> {
  const entry = [...files].find(([, { entryPoint }]) => entryPoint !== undefined && plain(entryPoint) === source);
  if (!entry) throw new Error(`${source} gives no file of its own`);
  const found = new Set([entry[0]]);
  // a set is walked to its end, also where it grows meanwhile
  for (const path of found)
    for (const { kind, path: imported } of files.get(path)?.imports ?? [])
      if (kind === "import-statement") found.add(plain(imported));
  return found;
}

async function sizeOf(paths: ReadonlySet<string>): Promise<{ readonly compressed: number; readonly minified: number }> {
  const sum = { compressed: 0, minified: 0 };
  for (const path of paths) {
    const file = outputs.find((output) => plain(output.path) === path);
    if (!file) throw new Error(`${path} was not built`);
    sum.compressed += gzipSync(await file.arrayBuffer(), { level: 9 }).length;
    sum.minified += file.size;
  }
  return sum;
}

const core = loadedWith(CORE);
const { compressed, minified } = await sizeOf(core);
console.log(`${CORE}: ${compressed} B of ${LIMIT} B compressed, ${minified} B minified, ${core.size} files`);
const behind = await sizeOf(new Set([...loadedWith(BEHIND)].filter((path) => !core.has(path))));
console.log(`${BEHIND}: ${behind.compressed} B compressed, which every client loads behind it`);

const parts = [...core].flatMap((path) =>
  Object.entries(files.get(path)?.inputs ?? {}).map(([source, { bytesInOutput }]) => ({
    source,
    bytes: bytesInOutput,
  })),
);
for (const { source, bytes } of parts.toSorted((a, b) => b.bytes - a.bytes).slice(0, LARGEST)) {
  console.log(`${String(bytes).padStart(8)}  ${source}`);
}
if (compressed > LIMIT) process.exitCode = 1;
