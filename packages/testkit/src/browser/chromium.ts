import { existsSync } from "node:fs";

const WHOLE = "/usr/bin/chromium";
const SHELL = "/usr/bin/chromium-headless-shell";

const args = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
  "--disable-gpu",
];

/** Debian's Chromium without a window, with all that surrounds a page there: notices of the system are shown by that, for instance. */
export const WHOLE_CHROMIUM = { executablePath: WHOLE, args };

/**
 * The same pages without what surrounds them, where that is to be had: opening one costs a fourth. How playwright launches it; it talks
 * to nobody but the servers under test.
 *
 * @example
 * const browser = await chromium.launch(CHROMIUM);
 */
export const CHROMIUM = { executablePath: existsSync(SHELL) ? SHELL : WHOLE, args };
