import { thumbHashToDataURL } from "thumbhash";

/** Those that were drawn last: a talk shows the same ones over and over while it scrolls. */
const KNOWN = 300;
const drawn = new Map<string, string | undefined>();

/** A thumbhash (base64) as a picture that is there at once; undefined where it is none. */
export function blurUrl(hash: string | undefined): string | undefined {
  if (hash === undefined) return undefined;
  const known = drawn.get(hash);
  if (known !== undefined) return known;
  const url = draw(hash);
  drawn.set(hash, url);
  for (const [oldest] of drawn) if (drawn.size > KNOWN) drawn.delete(oldest);
  return url;
}

function draw(hash: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(hash), (letter) => letter.charCodeAt(0));
    // the shortest one: what is less is read beyond its end
    return bytes.length < 5 ? undefined : thumbHashToDataURL(bytes);
  } catch {
    return undefined;
  }
}
