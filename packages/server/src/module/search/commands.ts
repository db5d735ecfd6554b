import { command, type Command } from "../../command/command.ts";
import type { Reading } from "../../message/read.ts";
import type { SearchIndex } from "./search-index.ts";
import { searchMessages } from "./search.ts";

export function searchCommands(index: SearchIndex, reading: Reading): Command[] {
  return [command("search.messages", ({ user }, params) => searchMessages({ index, reading }, user, params), 4)];
}
