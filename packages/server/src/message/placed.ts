import type { Draft, Place, StoredEntry } from "../storage/storage.ts";

/** An entry as it stands in its log: what was to be written, and the place it got. */
export function placed(draft: Draft, place: Place): StoredEntry {
  return {
    conv: draft.conv,
    seq: place.seq,
    pos: place.pos,
    from: draft.from,
    key: draft.key ?? null,
    at: place.at,
    kind: draft.kind,
    ref: draft.ref ?? null,
    count: place.count,
    body: draft.body,
  };
}
