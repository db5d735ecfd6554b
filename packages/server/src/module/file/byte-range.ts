import type { BlobRange } from "../../storage/blob/blob.ts";

/**
 * What a `Range` header asks for of so many bytes: one range alone (RFC 9110, 14.2). Undefined: all of it, also where several are asked for or
 * the header is none we know; `beyond`: there is nothing there (416).
 */
export function rangeOf(header: string | null, size: number): BlobRange | "beyond" | undefined {
  const found = /^bytes=\s*(\d{0,40})-(\d{0,40})\s*$/i.exec(header?.trim() ?? "");
  if (!found) return undefined;
  const [first, last] = [found[1] ?? "", found[2] ?? ""];
  if (first === "") {
    if (last === "") return undefined;
    const count = Number(last);
    return count === 0 || size === 0 ? "beyond" : { start: Math.max(0, size - count), end: size };
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(size, Number(last) + 1);
  if (last !== "" && Number(last) < start) return undefined;
  return start >= size ? "beyond" : { start, end };
}

/** Whether what the client has is what there is, by `If-None-Match`. */
export function isKnown(header: string | null, etag: string): boolean {
  if (header === null) return false;
  return header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag || tag.trim() === "*");
}
