import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root folder of the project, absolute. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * An absolute path inside the project.
 * @param {...string} parts
 */
export function inProject(...parts) {
  return join(ROOT, ...parts);
}
