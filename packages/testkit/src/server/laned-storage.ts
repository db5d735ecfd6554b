import type { Storage } from "@skein/server";
import type { ClockFace } from "../clock/clock-face.ts";
import type { Lane } from "./lane.ts";

type Follow = NonNullable<Storage["follow"]>;
type After = Awaited<ReturnType<Follow["after"]>>;

/** A real store that nodes share, asked through their lane. A machine that has stopped asks nothing and hears no answer. */
export function lanedStorage(storage: Storage, lane: Lane, face: ClockFace): Storage {
  const never = new Promise<never>(() => undefined);
  const alive = async <T>(asked: () => Promise<T>): Promise<T> => {
    if (face.stopped) return never;
    try {
      const answer = await asked();
      return face.stopped ? await never : answer;
    } catch (fault) {
      if (face.stopped) return never;
      throw fault;
    }
  };
  const ask = <T>(call: () => Promise<T>): Promise<T> => alive(() => lane.ask(call));
  const { follow } = storage;
  return {
    identity: storage.identity,
    commit: (writes) => alive(() => lane.change(() => storage.commit(writes))),
    conversation: (id) => ask(() => storage.conversation(id)),
    conversations: (ids) => ask(() => storage.conversations(ids)),
    page: (conv, range) => ask(() => storage.page(conv, range)),
    encodedPage: (conv, range, along) => ask(() => storage.encodedPage(conv, range, along)),
    list: (user, range) => ask(() => storage.list(user, range)),
    latest: (entries) => ask(() => storage.latest(entries)),
    query: (statement) => ask(() => storage.query(statement)),
    ...(follow && { follow: lanedFollow(follow, lane, ask) }),
    close: () => lane.ask(() => storage.close()),
  };
}

/** Nodes look often. Where nothing was written since two looks that found the same, a third is not taken. */
function lanedFollow(follow: Follow, lane: Lane, ask: <T>(call: () => Promise<T>) => Promise<T>): Follow {
  let known: { readonly asked: string; readonly found: After; readonly same: boolean } | undefined;
  return {
    span: follow.span,
    after: (n, limit) =>
      ask(async () => {
        const asked = `${lane.changes} ${n} ${limit}`;
        if (known?.asked === asked && known.same) return known.found;
        const found = await follow.after(n, limit);
        const same = known?.asked === asked && JSON.stringify(known.found) === JSON.stringify(found);
        known = { asked, found, same };
        return found;
      }),
    read: (batches) => ask(() => follow.read(batches)),
  };
}
