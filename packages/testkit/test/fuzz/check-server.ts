import { isSendable } from "@skein/protocol/schema";
import type { StoredEntry } from "@skein/server";
import type { Findings } from "./findings.ts";
import type { Truth } from "./truth.ts";

/** The logs themselves: dense, in order of time, counted right, and nothing in them twice. [LOG-1] [LOG-5] [SEND-2] */
export function checkLogs({ logs }: Truth, findings: Findings): void {
  const texts = new Map<string, string>();
  for (const [conv, log] of logs) {
    let count = 0;
    log.forEach((entry, index) => {
      const before = log[index - 1];
      const place = `${conv} ${entry.seq}`;
      if (entry.ref === null && isSendable(entry.kind)) count += 1;
      findings.differ(place, { ...entry }, { seq: index + 1, count });
      if (before && (entry.pos <= before.pos || entry.at < before.at))
        findings.add(`${place} is older than the one before`);
      const text = textOf(entry);
      const same = text && texts.get(text);
      if (same) findings.add(`"${text}" stands at ${same} and at ${place}`);
      if (text) texts.set(text, place);
    });
  }
}

/** What a message says; undefined for every other kind. */
function textOf(entry: Pick<StoredEntry, "kind" | "body">): string | undefined {
  const { text, forward } = JSON.parse(entry.body) as { readonly text?: string; readonly forward?: object };
  // what is forwarded was said before
  return entry.kind === "text" && !forward ? text : undefined;
}
