import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "../../provider.tsx";
import type { GalleryStart } from "./gallery.ts";
import { type Piece, piecesOf } from "./pieces.ts";

/** When so few are left before the one that is seen, the page before is read. */
const AHEAD = 3;
const PAGE = 50;

export interface Pieces {
  readonly all: readonly Piece[];
  /** Place of the one that is seen. */
  readonly at: number;
  /** There may be older ones. */
  readonly more: boolean;
  readonly go: (by: number) => void;
}

/** What the viewer goes through: what was loaded where it was opened, and older ones as one goes there. */
export function usePieces({ conv, item, at: first, among }: GalleryStart, older: boolean): Pieces {
  const client = useClient();
  const [all, setAll] = useState(() => {
    const own = piecesOf(item);
    const begun = among ?? own;
    return begun.some(({ key }) => key === own[0]?.key) ? begun : own;
  });
  const [key, setKey] = useState(() => piecesOf(item)[first]?.key);
  const [more, setMore] = useState(older);
  const reading = useRef(false);
  const at = Math.max(
    0,
    all.findIndex((piece) => piece.key === key),
  );
  const near = at < AHEAD;
  const [oldest] = all;
  useEffect(() => {
    if (!near || !more || reading.current) return;
    reading.current = true;
    const before = oldest?.seq;
    client
      .call("conversation.files", { conv, what: "media", limit: PAGE, ...(before !== undefined && { before }) })
      .then(({ entries, next }) => {
        const found = entries.toReversed().flatMap((entry) => piecesOf({ ...entry, id: String(entry.seq) }));
        setAll((known) => {
          const keys = new Set(known.map((piece) => piece.key));
          return [...found.filter((piece) => !keys.has(piece.key)), ...known];
        });
        setMore(next !== undefined);
      })
      // without a link there is what is here
      .catch(() => setMore(false))
      .finally(() => {
        reading.current = false;
      });
  }, [client, conv, near, more, oldest]);
  const go = useCallback(
    (by: number) => {
      const next = all[at + by];
      if (next) setKey(next.key);
    },
    [all, at],
  );
  return { all, at, more, go };
}
