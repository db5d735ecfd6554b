import { existsSync, linkSync, copyFileSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { capture } from "./child.mjs";
import { SetupFailure } from "./failure.mjs";
import { inProject } from "./project.mjs";

const COMMAND = inProject("node_modules", "bun", "bin", "bun.exe");

/** A placeholder of some hundred bytes stands where the program belongs until somebody puts it there. */
const SMALLEST_PROGRAM = 1_000_000;

/**
 * The program file of the pinned Bun that runs on this machine.
 *
 * The npm package `bun` is a placeholder that its install script replaces by the program out of a package for this
 * platform. Install scripts may be forbidden, so the program is looked for where each of the two may have left it.
 * @returns {Promise<string>} absolute path
 */
export async function findBun() {
  const tried = [];
  for (const program of candidates()) {
    const { code, output } = await capture(program, ["--version"]);
    if (code === 0 && output.trim() === pinnedVersion()) return offerAsCommand(program);
    tried.push(`${program}: ${code === 0 ? `is version ${output.trim()}` : `ends with code ${code} ${output.trim()}`}`);
  }
  throw new SetupFailure(
    `Bun ${pinnedVersion()} for ${process.platform} ${process.arch} is not there or does not run on this machine.`,
    "Delete node_modules and start again; on a processor older than 2013 Bun does not run.",
    tried.join("\n"),
  );
}

function* candidates() {
  if (isProgram(COMMAND)) yield COMMAND;
  const vendor = inProject("node_modules", "@oven");
  if (!existsSync(vendor)) return;
  // The plain build first: the `-baseline` one of the same platform is slower and runs on older processors.
  for (const name of readdirSync(vendor).sort((a, b) => a.length - b.length)) {
    for (const file of ["bun", "bun.exe"]) {
      const program = join(vendor, name, "bin", file);
      if (isProgram(program)) yield program;
    }
  }
}

/** @param {string} file */
function isProgram(file) {
  return existsSync(file) && statSync(file).size > SMALLEST_PROGRAM;
}

function pinnedVersion() {
  const project = /** @type {{ dependencies: { bun: string } }} */ (
    JSON.parse(readFileSync(inProject("package.json"), "utf8"))
  );
  return project.dependencies.bun;
}

/**
 * Puts the program where `npx bun` and editors look for it, as the install script would have done.
 * @param {string} program
 */
function offerAsCommand(program) {
  if (program === COMMAND || !existsSync(COMMAND)) return program;
  const fresh = `${COMMAND}.${process.pid}`;
  try {
    linkSync(program, fresh);
  } catch {
    copyFileSync(program, fresh);
  }
  try {
    renameSync(fresh, COMMAND);
    return COMMAND;
  } catch {
    // On Windows a running program cannot be replaced; the one that was found serves as well.
    rmSync(fresh, { force: true });
    return program;
  }
}
