import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A file of the web app, in memory. */
export interface Asset {
  readonly type: string;
  /** It never changes: something else would have another name. */
  readonly immutable: boolean;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Compressed at the first asking; undefined where that saves nothing. */
  gzip(): Uint8Array<ArrayBuffer> | undefined;
}

/** Where the build puts files whose name holds a hash of what is in them. */
const HASHED = "/assets/";

const COMPRESSIBLE = /^(text\/|application\/(javascript|json|manifest\+json|wasm)|image\/svg)/;

/**
 * All files of a folder by their path in a URL, read once. What is asked for is looked up and never becomes a path
 * of the file system, so no request can leave the folder. An empty map when there is no such folder.
 */
export function assetsOf(folder: string): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  if (!existsSync(folder)) return assets;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = `/${relative(folder, file).split(sep).join("/")}`;
    assets.set(path, assetOf(path, file));
  }
  return assets;
}

function assetOf(path: string, file: string): Asset {
  const bytes = new Uint8Array(readFileSync(file));
  const type = typeOf(path);
  let gzip: Uint8Array<ArrayBuffer> | null | undefined;
  return {
    type,
    bytes,
    immutable: path.startsWith(HASHED),
    etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`,
    gzip() {
      if (gzip === undefined) {
        const packed = COMPRESSIBLE.test(type) && bytes.length > 1024 ? Bun.gzipSync(bytes, { level: 9 }) : undefined;
        gzip = packed && packed.length < bytes.length * 0.95 ? packed : null;
      }
      return gzip ?? undefined;
    },
  };
}

function typeOf(name: string): string {
  if (name.endsWith(".webmanifest")) return "application/manifest+json";
  if (name.endsWith(".map")) return "application/json";
  return Bun.file(name).type;
}
