/** Whether a server keeps the Skein protocol, seen from outside. */
export { type Options } from "./options.ts";
export { type Outcome, type Report } from "./report.ts";
export { conform } from "./run.ts";
export { SECTIONS } from "./section/index.ts";
export { Unready } from "./unready.ts";
export { UNSEEN } from "./unseen.ts";
