import { CLIENT_LIMITS } from "./limits-of-clients.ts";

/**
 * Never in a name: controls, what reorders text (a name could seem to end in another extension), what has no width, what is a path
 * somewhere, and halves of characters.
 */
const NEVER =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}"*:<>?|\u115f\u1160\u3164\uffa0\u2800]|(?<![\p{Extended_Pictographic}])[\ufe00-\ufe0f]/gu;
/** Names that a system takes for a device. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
/** An ending that is kept where a name is cut. */
const ENDING = /\.[\p{L}\p{N}]{1,12}$/u;

/** What a file is called where nothing is left of its name. */
const NAMELESS = "file";

/**
 * A name as it is kept and shown: its last part alone, without what must not be in it, cut in its middle where it is too long. [FILE-2]
 *
 * @example plainName("../../etc/passwd") === "passwd"
 */
export function plainName(given: string): string {
  // what comes may be very long: first less of it
  const last =
    given
      .slice(-4 * CLIENT_LIMITS.fileName)
      .split(/[/\\]/)
      .findLast((part) => part.trim() !== "") ?? "";
  const plain = last
    .normalize("NFC")
    .replace(NEVER, "")
    .replace(/\s+/gu, " ")
    .trim()
    // hidden on some systems, and up on all
    .replace(/^[.\s]+/u, "")
    .replace(/[.\s]+$/u, "")
    .replace(DEVICE, "_$&");
  return cut(plain === "" ? NAMELESS : plain);
}

function cut(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= CLIENT_LIMITS.fileName) return name;
  const ending = Array.from(ENDING.exec(name)?.[0] ?? "");
  return [...letters.slice(0, CLIENT_LIMITS.fileName - ending.length - 1), "…", ...ending].join("");
}
