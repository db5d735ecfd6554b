/**
 * A set-up step that cannot go on, told in words a person can act on. It is printed without a stack:
 * the reader has done nothing wrong in the code.
 */
export class SetupFailure extends Error {
  /**
   * @param {string} what what could not be done
   * @param {string} remedy what to do about it, one sentence
   * @param {string} [detail] what the tool underneath printed
   */
  constructor(what, remedy, detail = "") {
    super(what);
    this.name = "SetupFailure";
    this.remedy = remedy;
    this.detail = detail;
  }
}

/** Each row: what a tool prints when the cause lies outside of the project, and what a person can do then. */
const OUTSIDE_CAUSES = [
  {
    pattern: /ENOSPC|no space left on device/i,
    what: "the disk is full",
    remedy: "Free about 1 GB and start again.",
  },
  {
    pattern: /EROFS|read-only file system/i,
    what: "the folder is on a read-only file system",
    remedy: "Copy the project to a folder you can write to and start again.",
  },
  {
    pattern: /EACCES|EPERM|permission denied/i,
    what: "a file or folder cannot be written",
    remedy: "Give your user the ownership of the project folder (and of npm's cache) and start again.",
  },
  {
    pattern: /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED/i,
    what: "the package registry cannot be reached",
    remedy: "Check the network (and npm's proxy setting) and start again; once installed, no network is needed.",
  },
  {
    pattern: /EUSAGE|can only install packages when your package\.json and package-lock\.json/i,
    what: "package.json and package-lock.json disagree",
    remedy: "Run `npm install` and commit the lock file.",
  },
  {
    pattern: /E404|ETARGET|EINTEGRITY/i,
    what: "the package registry does not hold what package-lock.json asks for",
    remedy: "Check npm's registry setting (`npm config get registry`).",
  },
];

/**
 * Words for the output of a failed tool.
 * @param {string} doing what was being done, for example "Installing packages"
 * @param {string} output all it printed
 */
export function explain(doing, output) {
  const cause = OUTSIDE_CAUSES.find(({ pattern }) => pattern.test(output));
  if (cause) return new SetupFailure(`${doing} failed: ${cause.what}.`, cause.remedy, output);
  return new SetupFailure(`${doing} failed.`, "What it printed stands above.", output);
}

/**
 * Runs a command of the tool box: a `SetupFailure` ends the process with its words, anything else with its stack.
 * @param {() => Promise<number>} command gives the exit code
 */
export function runToExit(command) {
  command().then(
    (code) => {
      process.exitCode = code;
    },
    (/** @type {unknown} */ error) => {
      process.exitCode = 1;
      if (!(error instanceof SetupFailure)) {
        console.error(error);
        return;
      }
      if (error.detail) console.error(`${error.detail.trimEnd()}\n`);
      console.error(`skein: ${error.message}\n       ${error.remedy}`);
    },
  );
}
