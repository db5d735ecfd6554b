import { Download } from "lucide-react";
import { filesIn } from "../../file/files-in.ts";
import type { MessageAction } from "./row.ts";

/** Saves what a message holds: of an album all of it, one after the other. */
export const saveAction: MessageAction = {
  id: "save",
  icon: Download,
  label: ({ files }) => files.save,
  offered: (item) => item.seq !== undefined && filesIn(item).length > 0,
  run: (item, { save }) => save(...filesIn(item)),
};
