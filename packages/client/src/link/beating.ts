import type { Clock, Timer } from "../clock.ts";
import { type Memory, recall, retain } from "../transport/memory.ts";
import type { Link, Transport } from "../transport/transport.ts";
import { answered, BEATS, type Beat, firstBeat, lost } from "./adaptive-heartbeat.ts";

interface Setup {
  readonly clock: Clock;
  /** Names the network that the device is on. */
  readonly network: () => string;
  /** Told how long it keeps silent from now on, ms. */
  readonly told?: (interval: number) => void;
  /** Keeps across restarts what networks that have a name bear. */
  readonly memory?: Memory | undefined;
}

/** The server asks only after so many ms of silence: then something is wrong with our beats. */
const SERVER = BEATS.most + 60_000;
/** A beat is answered within so many ms, or the link is dead. */
const ANSWER = 10_000;
/** A beat that comes so many ms late was slept through: it says nothing about the network. */
const LATE = 5_000;
/** Networks that are remembered. */
const KEPT = 20;
/** Where what was settled on is kept. */
const SETTLED = "skein.beats";

/**
 * Links that ask for life by themselves, as seldom as the network lets them. Whatever is said on either side is as good as a beat: it only
 * asks after silence. What it found out is remembered for each network, across restarts where the client has a memory. [BEAT-6]
 */
export function beatingTransport(inner: Transport, { clock, network, told, memory }: Setup): Transport {
  const known = new Map<string, Beat>();
  for (const [where, interval] of settledBefore(memory)) known.set(where, firstBeat(interval));
  const keep = (where: string, beat: Beat): void => {
    const was = known.get(where);
    const settles = beat.phase === "settled" && (was?.phase !== "settled" || was.interval !== beat.interval);
    known.delete(where);
    known.set(where, beat);
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
    if (settles)
      retain(
        memory,
        SETTLED,
        [...known].flatMap(([name, one]) => (name && one.phase === "settled" ? [[name, one.interval]] : [])),
      );
  };
  return (url, events) => {
    const where = network();
    const beat = (): Beat => known.get(where) ?? firstBeat();
    let timer: Timer | undefined;
    let quietSince = clock.now();
    /** A beat is on its way; whether it will tell something. */
    let asked: { readonly tells: boolean } | undefined;
    const end = (): void => {
      timer?.cancel();
      if (asked?.tells) keep(where, lost(beat()));
      asked = undefined;
    };
    const sleep = (ms: number): void => {
      timer?.cancel();
      timer = clock.after(ms, look);
    };
    const look = (): void => {
      // a clock that was set back makes the silence look negative
      const silence = Math.max(0, clock.now() - quietSince);
      const { interval } = beat();
      if (silence < interval) return sleep(interval - silence);
      asked = { tells: silence <= interval + LATE };
      link.send('{"type":"ping"}');
      timer = clock.after(ANSWER, () => {
        end();
        link.close(1000, "silent");
        events.closed(1006, "silent");
      });
    };
    const link: Link = inner(url, {
      opened: () => events.opened(),
      message: (message) => {
        quietSince = clock.now();
        if (asked?.tells) keep(where, answered(beat()));
        if (asked || !timer) {
          sleep(beat().interval);
          told?.(beat().interval);
        }
        asked = undefined;
        events.message(message);
      },
      closed: (code, reason) => {
        end();
        events.closed(code, reason);
      },
    });
    return {
      send: (message) => {
        quietSince = clock.now();
        link.send(withBeat(message));
      },
      close: (code, reason) => {
        // the link was given up for another reason, maybe for having been silent: a beat under way tells nothing
        asked = undefined;
        end();
        link.close(code, reason);
      },
    };
  };
}

/** What was settled on before, by network: nonsense is passed over. */
function settledBefore(memory: Memory | undefined): [where: string, interval: number][] {
  const all = recall(memory, SETTLED);
  if (!Array.isArray(all)) return [];
  return all.flatMap((one: unknown): [string, number][] => {
    const [where, interval] = Array.isArray(one) ? (one as unknown[]) : [];
    const fits = typeof interval === "number" && interval >= BEATS.least && interval <= BEATS.most;
    return typeof where === "string" && fits ? [[where, interval]] : [];
  });
}

/** The hello tells that it asks by itself. */
function withBeat(message: string): string {
  return message.startsWith('{"type":"hello"')
    ? JSON.stringify({ ...(JSON.parse(message) as object), heartbeat: SERVER })
    : message;
}
