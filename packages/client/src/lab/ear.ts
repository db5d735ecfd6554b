import { type Entry, HTTP_PREFIX, type Result, selfId, type ServerFrame } from "@skein/protocol";
import { systemClock, wait } from "../clock.ts";
import { LabLink } from "./lab-link.ts";
import type { Kept } from "./records.ts";
import type { Tally } from "./tally.ts";
import { countedTransport, type LabWay } from "./way.ts";

interface Setup {
  readonly to: NonNullable<Kept["options"]>;
  readonly token: string;
  readonly user: string;
  readonly tally: Tally;
  /** Ms between two questions of whoever polls. */
  readonly every: number;
  readonly signal: AbortSignal;
  /** An echo has arrived: an entry of one's own log, by its seq. */
  readonly heard: (seq: number) => void;
}

/** Ms until what listens must be there. */
const PATIENCE = 8_000;
/** The server asks a listener for life after so many ms, as it asks the app. */
const SILENCE = 25_000;

/**
 * Listens by one way until the signal. Resolves once it listens: from then on it hears everything.
 *
 * @throws Error where this way does not work here
 */
export function listen(way: LabWay, is: Setup): Promise<void> {
  return way === "polling" ? poll(is) : link(way, is);
}

const isEcho = ({ kind }: Pick<Entry, "kind">): boolean => kind === "self.settings";

async function link(way: Exclude<LabWay, "polling">, is: Setup): Promise<void> {
  const own = selfId(is.user);
  const one = new LabLink({
    url: is.to.url,
    transport: countedTransport(way, is.tally, is.to.webSocket),
    token: is.token,
    silence: SILENCE,
    heard: (frame: ServerFrame) => {
      if (frame.type === "entry" && frame.conv === own && isEcho(frame)) is.heard(frame.seq);
    },
  });
  is.signal.addEventListener("abort", () => one.close());
  const late = systemClock.after(PATIENCE, () => one.close());
  const there = await one.welcomed;
  late.cancel();
  if (!there) throw new Error(`${way} does not open`);
}

async function poll({ to, token, tally, every, signal, user, heard }: Setup): Promise<void> {
  const own = selfId(user);
  const ask = async (query: string): Promise<Result<"sync.changes">> => {
    const response = await tally.ask(`${to.url.replace(/\/+$/, "")}${HTTP_PREFIX}changes${query}`, {
      headers: { Authorization: `Bearer ${token}` },
      ...{ cache: "no-store", credentials: "omit", signal },
    });
    if (!response.ok) throw new Error(`polling is answered with ${response.status}`);
    return (await response.json()) as Result<"sync.changes">;
  };
  let { cursor } = await ask("");
  const goOn = async (): Promise<void> => {
    while (!signal.aborted) {
      await wait(systemClock, every);
      if (signal.aborted) return;
      try {
        const changes = await ask(`?since=${encodeURIComponent(cursor)}`);
        cursor = changes.cursor;
        for (const { id, entries = [] } of changes.conversations)
          if (id === own) for (const entry of entries) if (isEcho(entry)) heard(entry.seq);
      } catch {
        // the next question asks for the same
      }
    }
  };
  goOn().then(undefined, () => undefined);
}
