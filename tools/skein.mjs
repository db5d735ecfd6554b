#!/usr/bin/env node
import { takeOver } from "./setup/child.mjs";
import { runToExit } from "./setup/failure.mjs";
import { prepare } from "./setup/prepare.mjs";
import { inProject } from "./setup/project.mjs";

/**
 * The `skein` command line: everything after the name goes to the server's own command line.
 * @param {string[]} args
 */
export async function skein(args) {
  const { bun } = await prepare({ webApp: args[0] === "serve" });
  return takeOver(bun, [inProject("packages", "server", "src", "main.ts"), ...args]);
}

runToExit(() => skein(process.argv.slice(2)));
