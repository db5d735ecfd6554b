import { dirname } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * Bundles the server's program into one file, translated already: what tests start hundreds of times. Where its sources ask for files
 * beside them, they still find those.
 *
 * `bun bundle-program.ts <main.ts> <file>`
 */
const [main = "", file = ""] = process.argv.slice(2);

/** Its last line. What is translated before may not wait at its top. */
const LAST = /^process\.exit\(await (.+)\);$/m;
/** Waiting at the top keeps a program alive through a pause in which nothing is open; so must what stands in its place. */
const HELD = "setInterval(() => undefined, 2 ** 30); $1.then((code) => process.exit(code));";

async function sourceOf(path: string): Promise<string> {
  const text = (await Bun.file(path).text()).replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
  if (path !== main) return text;
  if (!LAST.test(text)) throw new Error(`${main} no longer ends by waiting for its exit code`);
  return text.replace(LAST, HELD);
}

await Bun.build({
  entrypoints: [main],
  target: "bun",
  format: "cjs",
  bytecode: true,
  outdir: dirname(file),
  naming: file.slice(dirname(file).length + 1),
  plugins: [
    {
      name: "where-it-lies",
      setup(build) {
        build.onLoad({ filter: /\/packages\/server\/src\/.*\.ts$/ }, async ({ path }) => ({
          contents: await sourceOf(path),
          loader: "ts",
        }));
      },
    },
  ],
});
