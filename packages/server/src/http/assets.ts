import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A file of the web app, in memory. */
export interface Asset {
  readonly type: string;
  /** Its name holds a hash of what is in it: it never changes. */
  readonly immutable: boolean;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Compressed at the first asking; undefined where that saves nothing. */
  gzip(): Uint8Array<ArrayBuffer> | undefined;
}

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
    assets.set(`/${relative(folder, file).split(sep).join("/")}`, assetOf(file, entry.name));
  }
  return assets;
}

function assetOf(file: string, name: string): Asset {
  const bytes = new Uint8Array(readFileSync(file));
  const type = typeOf(name);
  let gzip: Uint8Array<ArrayBuffer> | null | undefined;
  return {
    type,
    bytes,
    immutable:
      /[-.][a-z0-9]{8,}\.[a-z0-9]+(\.map)?$/i.test(name) && /[-.][a-z]*[0-9][a-z0-9]*\.[a-z0-9]+(\.map)?$/i.test(name),
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
