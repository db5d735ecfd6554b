import { findBun } from "./bun-binary.mjs";
import { installDependencies, PROJECT_MEGABYTES } from "./dependencies.mjs";
import { explain, SetupFailure } from "./failure.mjs";
import { ROOT } from "./project.mjs";
import { buildWebApp } from "./web-app.mjs";

const OLDEST_NODE = 20;

/**
 * Makes a clone ready to run: Node new enough, packages installed, Bun found, and the web app built when asked for.
 * Costs a fraction of a second when all of it stands already.
 * @param {{ webApp: boolean }} needs
 * @returns {Promise<{ bun: string }>} the path of the Bun program
 */
export async function prepare({ webApp }) {
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
    throw new SetupFailure(
      `Node.js ${process.versions.node} is too old.`,
      `Install Node.js ${OLDEST_NODE} or newer: https://nodejs.org`,
    );
  }
  try {
    await installDependencies(ROOT, PROJECT_MEGABYTES);
    const bun = await findBun();
    if (webApp) await buildWebApp(bun);
    return { bun };
  } catch (error) {
    if (error instanceof SetupFailure || !(error instanceof Error && "code" in error)) throw error;
    throw explain("Setting up", error.message);
  }
}
