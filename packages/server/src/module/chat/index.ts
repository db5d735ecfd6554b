/** Conversations as people use them: saying, reading, marks, typing, presence, catching up. */
export { chatCommands, type ChatRoom } from "./commands.ts";
