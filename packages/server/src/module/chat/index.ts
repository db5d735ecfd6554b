/** Conversations as people use them: saying, reading, marks, typing, presence, catching up. */
export { chatCommands } from "./commands.ts";
