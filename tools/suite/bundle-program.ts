import { pathToFileURL } from "node:url";

/**
 * Bundles the server's program into one file: what tests start hundreds of times is read and translated once. Where its sources ask
 * for files beside them, they still find those.
 *
 * `bun bundle-program.ts <main.ts> <file>`
 */
const [main = "", file = ""] = process.argv.slice(2);

const { outputs } = await Bun.build({
  entrypoints: [main],
  target: "bun",
  sourcemap: "none",
  plugins: [
    {
      name: "where-it-lies",
      setup(build) {
        build.onLoad({ filter: /\/packages\/server\/src\/.*\.ts$/ }, async ({ path }) => ({
          contents: (await Bun.file(path).text()).replaceAll(
            "import.meta.url",
            JSON.stringify(pathToFileURL(path).href),
          ),
          loader: "ts",
        }));
      },
    },
  ],
});
for (const output of outputs) await Bun.write(file, output);
