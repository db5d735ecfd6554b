import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Stage } from "../demo/play.ts";
import { writePrivate } from "../home/folder.ts";
import { askLocal, type Reached } from "./ask.ts";
import { guest } from "./guest.ts";

/** A server as the stage of the demo. That it was played is noted in the data folder: people may change things afterwards. */
export function demoStage(reached: Reached, folder: string): Stage {
  const note = join(folder, "demo-played");
  return {
    played: existsSync(note),
    finish: () => {
      writePrivate(note, "");
    },
    actor: (user) => guest(reached, user, "skein demo"),
    async person({ login, name }) {
      const found = await askLocal<{ user?: string }>(reached, "find", { user: login });
      return found.user ?? (await askLocal<{ user: string }>(reached, "add", { login, name })).user;
    },
  };
}
