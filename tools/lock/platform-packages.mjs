/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [cpu]
 * @property {string[]} [os]
 * @property {string[]} [libc]
 * @property {Record<string, string>} [optionalDependencies]
 */

/** @typedef {Record<string, Entry>} Packages the `packages` of a lock file, by path */

const SYSTEMS = ["linux", "darwin", "win32", "android", "freebsd", "netbsd", "openbsd", "openharmony", "sunos", "aix"];
const PROCESSORS = ["arm64", "arm", "x64", "ia32", "ppc64", "riscv64", "s390x", "loong64"];
const C_LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };

/**
 * Entries that a lock file lacks for platforms other than the one it was written on.
 *
 * npm leaves a platform's package out when the registry in use does not hold it, and then `npm ci` refuses the lock
 * file: by its own reading an optional dependency of the tree is missing. Each entry says for which platform it is,
 * as the name of such a package does, so that it is never fetched anywhere else.
 * @param {Packages} packages
 * @returns {Packages}
 */
export function lackingPlatforms(packages) {
  /** @type {Packages} */
  const lacking = {};
  for (const entry of Object.values(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      if (path in packages) continue;
      lacking[path] = { version, ...(entry.dev ? { dev: true } : {}), optional: true, ...platformOf(name) };
    }
  }
  return lacking;
}

/**
 * @param {string} name of a package, for example `@oxlint/binding-linux-arm64-musl`
 * @returns {Pick<Entry, "cpu" | "os" | "libc">}
 */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = SYSTEMS.filter((system) => words.includes(system));
  const cpu = PROCESSORS.filter((processor) => words.includes(processor));
  const libc = os.includes("linux")
    ? Object.entries(C_LIBRARIES).flatMap(([word, library]) => (words.includes(word) ? [library] : []))
    : [];
  return { ...(cpu.length ? { cpu } : {}), ...(os.length ? { os } : {}), ...(libc.length ? { libc } : {}) };
}
