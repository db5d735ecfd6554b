/** What the core asks the server for now and then: together, since each part that comes later costs the core the knowledge of where it is. */
export { ask } from "./ask.ts";
export { createGroup } from "./create-group.ts";
