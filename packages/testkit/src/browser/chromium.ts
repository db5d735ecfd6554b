import { existsSync } from "node:fs";

const WHOLE = "/usr/bin/chromium";
/** The same without what a window has around its pages: opening one costs a fourth. */
const SHELL = "/usr/bin/chromium-headless-shell";

/**
 * How playwright launches Debian's Chromium without a window; it talks to nobody but the servers under test.
 *
 * @example
 * const browser = await chromium.launch(CHROMIUM);
 */
export const CHROMIUM = {
  executablePath: existsSync(SHELL) ? SHELL : WHOLE,
  args: [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-gpu",
  ],
};
