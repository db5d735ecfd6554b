import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";

/** Where Debian keeps the servers of all versions; they are in no PATH. */
const DEBIAN = "/usr/lib/postgresql";

/** The folder of `initdb` and `postgres`, of the newest version that is installed; undefined where there is none. */
export function postgresBinaries(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  const inPath = Bun.which("initdb");
  const folders = [...versions.map((version) => join(DEBIAN, version, "bin")), ...(inPath ? [dirname(inPath)] : [])];
  return folders.find((folder) => existsSync(join(folder, "initdb")) && existsSync(join(folder, "postgres")));
}
