import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";

const here = import.meta.dir;
const out = join(here, "dist");

/** Builds the web app into `dist`: hashed names, a chunk for each lazy route and language, and a service worker that knows them all. */
export async function buildWebApp(): Promise<void> {
  await rm(out, { recursive: true, force: true });
  await mkdir(join(out, "assets"), { recursive: true });
  await cp(join(here, "public"), out, { recursive: true });

  const app = await bundle(join(here, "src/main.tsx"), "assets/[name]-[hash].[ext]", {});
  const named = (ending: string): string => {
    const found = app.find(({ path, kind }) => path.endsWith(ending) && (kind === "entry-point" || ending === ".css"));
    if (!found) throw new Error(`The build made no ${ending} for the page.`);
    return `/${relative(out, found.path)}`;
  };
  const page = (await Bun.file(join(here, "src/index.html")).text())
    .replace("{{style}}", named(".css"))
    .replace("{{script}}", named(".js"));
  await Bun.write(join(out, "index.html"), page);

  const shell = (await readdir(out, { recursive: true, withFileTypes: true }))
    .filter((file) => file.isFile() && !file.name.endsWith(".map"))
    .map((file) => `/${relative(out, join(file.parentPath, file.name))}`)
    .sort();
  const version = Bun.hash([...shell, page].join("\n")).toString(36);
  await bundle(join(here, "src/service-worker.ts"), "service-worker.js", {
    SHELL: JSON.stringify(shell),
    VERSION: JSON.stringify(version),
  });
}

async function bundle(entry: string, naming: string, define: Record<string, string>): Promise<Bun.BuildArtifact[]> {
  const { success, logs, outputs } = await Bun.build({
    entrypoints: [entry],
    outdir: out,
    naming: { entry: naming, chunk: "assets/[name]-[hash].[ext]", asset: "assets/[name]-[hash].[ext]" },
    target: "browser",
    splitting: true,
    minify: true,
    define: { "process.env.NODE_ENV": '"production"', ...define },
  });
  if (!success) throw new AggregateError(logs, `${entry} could not be built.`);
  return outputs;
}

if (import.meta.main) await buildWebApp();
