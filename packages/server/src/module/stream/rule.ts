import { Refusal } from "../../kit/refusal.ts";
import type { SendRule } from "../../message/rules.ts";
import type { Storage } from "../../storage/storage.ts";
import { end, FINISHED, OPEN, StreamStore } from "./store.ts";

/** What a text says of the stream it comes from. */
interface Marked {
  readonly text: string;
  readonly stream?: string;
  readonly interrupted?: true;
}

/** A text that names a stream is all of one that its author has open, and ends it. */
export function streamRule(storage: Pick<Storage, "query">): SendRule {
  const store = new StreamStore(storage);
  return ({ body, user, conv, now, ref }) => {
    const { text, stream, interrupted } = body as unknown as Marked;
    if (stream === undefined && interrupted === undefined) return undefined;
    if (stream === undefined || ref !== undefined) throw new Refusal("invalid", { path: "/body/stream" });
    return store.whole(stream).then((row) => {
      if (!row || row.owner !== user || row.conv !== conv) throw new Refusal("not_found", { path: "/body/stream" });
      if (row.state !== OPEN) throw new Refusal("ended");
      if (row.text !== text) throw new Refusal("conflict");
      return { rows: [end(row, FINISHED, now)] };
    });
  };
}
