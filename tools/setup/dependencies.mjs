import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { capture } from "./child.mjs";
import { requireRoom } from "./disk.mjs";
import { explain, SetupFailure } from "./failure.mjs";

/** What the packages of the project, and those of the bench, take on the disk. */
export const PROJECT_MEGABYTES = 450;
export const BENCH_MEGABYTES = 10;

/**
 * Installs what package-lock.json of a folder names, unless it stands there already.
 *
 * What stands there is read from npm's own record of the folder, `node_modules/.package-lock.json`, which npm writes
 * last: an install that was cut short, or a lock file that changed since, is seen.
 * @param {string} folder absolute path that holds a package-lock.json
 * @param {number} megabytes that the packages take
 */
export async function installDependencies(folder, megabytes) {
  const wanted = packagesOf(join(folder, "package-lock.json"));
  if (isInstalled(wanted, packagesOf(join(folder, "node_modules", ".package-lock.json")))) return;
  requireRoom("Installing packages", folder, megabytes);
  console.error("Installing packages (only when package-lock.json changes) …");
  // Install scripts of packages are neither needed nor wanted: newer npm asks about them, older npm runs them.
  const quiet = ["--no-audit", "--no-fund"];
  // Somebody waits for it: offline is told within seconds, where npm's own waits add up to more than a minute.
  const impatient = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000"];
  const { code, output } = await npm(["ci", "--include=dev", "--ignore-scripts", ...quiet, ...impatient], folder);
  if (code !== 0) throw explain("Installing packages", output);
}

/**
 * @typedef {{ version?: string, resolved?: string, integrity?: string, optional?: boolean, link?: boolean }} Package
 */

/**
 * @param {string} file
 * @returns {Record<string, Package>} by path; empty when there is no such file
 */
function packagesOf(file) {
  if (!existsSync(file)) return {};
  const lock = /** @type {{ packages?: Record<string, Package> }} */ (JSON.parse(readFileSync(file, "utf8")));
  const { "": _root, ...packages } = lock.packages ?? {};
  return packages;
}

/**
 * @param {Record<string, Package>} wanted
 * @param {Record<string, Package>} present
 */
export function isInstalled(wanted, present) {
  if (Object.keys(present).some((path) => !(path in wanted))) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const found = present[path];
    // An optional package may be for another platform; whether the one for this platform works is seen when it is used.
    if (!found) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * @param {string[]} args
 * @param {string} cwd
 */
async function npm(args, cwd) {
  // Under `npm start` the running npm says where it is; this way its version and settings are the same.
  const running = process.env["npm_execpath"];
  const result =
    running && existsSync(running)
      ? await capture(process.execPath, [running, ...args], { cwd })
      : await capture(process.platform === "win32" ? "npm.cmd" : "npm", args, { cwd });
  if (result.code === 127) {
    throw new SetupFailure("npm was not found.", "Install Node.js 20 or newer together with npm: https://nodejs.org");
  }
  return result;
}
