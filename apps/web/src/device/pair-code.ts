/** The code in a link that a waiting device shows, wherever that page thinks the server is; undefined for anything else. */
export function pairCode(text: string): string | undefined {
  return /(?:^|\/pair#)([A-Za-z0-9_-]{16,64})$/.exec(text.trim())?.[1];
}
