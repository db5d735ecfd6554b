import { takeOver } from "./setup/child.mjs";
import { runToExit } from "./setup/failure.mjs";
import { prepare } from "./setup/prepare.mjs";
import { inProject } from "./setup/project.mjs";

/** Writes packages/protocol/openapi.json and asyncapi.json out of the command and event tables. */
runToExit(async () => {
  const { bun } = await prepare({ webApp: false });
  return takeOver(bun, [inProject("packages", "protocol", "src", "generate.ts"), ...process.argv.slice(2)]);
});
