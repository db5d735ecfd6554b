import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "../../provider.tsx";
import type { GalleryStart } from "./gallery.ts";
import { joined, type Piece, piecesOf } from "./pieces.ts";

/** When so few are left on a side of the one that is seen, the page beyond is read. */
const AHEAD = 3;
const PAGE = 50;

export interface Pieces {
  readonly all: readonly Piece[];
  /** Place of the one that is seen. */
  readonly at: number;
  /** Sides on which there may be more of them. */
  readonly more: Readonly<Record<Side, boolean>>;
  readonly go: (by: number) => void;
}

type Side = "older" | "newer";

/** What the viewer goes through: what was loaded where it was opened, and all others of the conversation as one goes there. */
export function usePieces({ conv, item, at: first, among }: GalleryStart, others: boolean): Pieces {
  const [all, setAll] = useState(() => {
    const own = piecesOf(item);
    const begun = among ?? own;
    return begun.some(({ key }) => key === own[0]?.key) ? begun : own;
  });
  const [key, setKey] = useState(() => piecesOf(item)[first]?.key);
  const at = Math.max(
    0,
    all.findIndex((piece) => piece.key === key),
  );
  const sent = all.filter(({ seq }) => seq !== undefined);
  const found = useCallback((some: readonly Piece[]) => setAll((known) => joined(known, some)), []);
  const older = useSide(conv, others, { side: "older", from: sent[0]?.seq, near: at < AHEAD, found });
  const newer = useSide(conv, others, {
    ...{ side: "newer", from: sent.at(-1)?.seq, found },
    near: at >= all.length - AHEAD,
  });
  const go = useCallback(
    (by: number) => {
      const next = all[at + by];
      if (next) setKey(next.key);
    },
    [all, at],
  );
  return { all, at, more: { older, newer }, go };
}

interface Reading {
  readonly side: Side;
  /** The message at the end of what is known there; absent: none of it has arrived. */
  readonly from: number | undefined;
  /** One is near that end. */
  readonly near: boolean;
  readonly found: (pieces: readonly Piece[]) => void;
}

/** Reads on at one side: a page at once, so that one soon knows how many there are, and others when one comes near. Whether there are more. */
function useSide(conv: string, others: boolean, { side, from, near, found }: Reading): boolean {
  const client = useClient();
  const [more, setMore] = useState(others);
  const [read, setRead] = useState(false);
  const reading = useRef(false);
  // what is on its way is the newest
  const nothing = from === undefined && side === "newer";
  const wanted = more && !nothing && (near || !read);
  useEffect(() => {
    if (!wanted || reading.current) return;
    reading.current = true;
    const place = from === undefined ? {} : side === "older" ? { before: from } : { after: from };
    client
      .call("conversation.files", { conv, what: "media", limit: PAGE, ...place })
      .then(({ entries, next }) => {
        found(entries.toReversed().flatMap((entry) => piecesOf({ ...entry, id: String(entry.seq) })));
        setMore(next !== undefined);
      })
      // without a link there is what is here
      .catch(() => setMore(false))
      .finally(() => {
        reading.current = false;
        setRead(true);
      });
  }, [client, conv, wanted, side, from, found]);
  return more && !nothing;
}
