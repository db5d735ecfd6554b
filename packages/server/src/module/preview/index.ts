import type { FileInfo } from "@skein/protocol/schema";
import { command, type Command } from "../../command/command.ts";
import type { Duties } from "../../duty/index.ts";
import type { Log } from "../../kit/log.ts";
import type { Outside } from "../../kit/outside.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { SendRule } from "../../message/rules.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import { Previews } from "./previews.ts";
import { forgetBefore } from "./store.ts";

export { previewMigrations } from "./migrations.ts";

/** How long it is kept what a page said, ms; and how often what is older goes. */
const KEPT = 604_800_000;
const SWEEP = 3_600_000;
/** What asking for a page costs of a person's rate: it is work for others too. */
const COST = 5;

interface PreviewRoom {
  readonly enabled: boolean;
  readonly line: Pick<Line, "commit" | "clock">;
  readonly storage: Pick<Storage, "query">;
  readonly outside: Outside;
  /** Makes a file of a picture that a page names. */
  readonly adopt: (bytes: Uint8Array<ArrayBuffer>, name: string) => Promise<FileInfo | undefined>;
  readonly duties: Duties;
  readonly log: Log;
}

/** What a room for previews brings. */
export interface PreviewsBuilt {
  readonly commands: readonly Command[];
  readonly rule: SendRule;
}

/** What pages say of themselves, under the messages that link to them. */
export function createPreviews({ enabled, line, storage, outside, adopt, duties, log }: PreviewRoom): PreviewsBuilt {
  const previews = new Previews({ line, storage, outside, adopt, log });
  duties.repeat({
    name: "preview.sweep",
    every: SWEEP,
    run: async ({ fence }) => {
      await line.commit.submit({ rows: [fence(), forgetBefore(line.clock.now() - KEPT)] });
    },
  });
  const ask = async (url: string) => {
    if (!enabled) throw new Refusal("refused", { message: "this server shows no previews" });
    const preview = await previews.of(url);
    return preview ? { preview } : {};
  };
  return { commands: [command("link.preview", (_, { url }) => ask(url), COST)], rule: previews.rule };
}
