import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

interface Manifest {
  readonly exports: Record<string, { readonly types: string; readonly default: string }>;
  readonly dependencies: Record<string, string>;
  readonly peerDependencies: Record<string, string>;
}

test("the kit for other apps asks for nothing that its manifest does not name, and has all that it names", async () => {
  const dist = await mkdtemp(join(tmpdir(), "skein-kit-"));
  try {
    const build = Bun.spawn([process.execPath, join(import.meta.dir, "../build.ts"), "--outdir", dist], {
      stdout: "ignore",
    });
    expect(await build.exited).toBe(0);
    const manifest = (await Bun.file(join(dist, "package.json")).json()) as Manifest;
    const named = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const code = await Bun.file(join(dist, "index.js")).text();
    const asked = new Bun.Transpiler({ loader: "js" }).scanImports(code).map(({ path }) => path);
    expect(asked).toContain("react");
    expect(asked.filter((path) => !named.some((name) => path === name || path.startsWith(`${name}/`)))).toEqual([]);
    for (const entry of Object.values(manifest.exports))
      for (const file of [entry.types, entry.default]) expect(await Bun.file(join(dist, file)).exists()).toBe(true);
  } finally {
    await rm(dist, { recursive: true, force: true });
  }
}, 60_000);
