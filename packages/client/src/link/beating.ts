import type { Clock, Timer } from "../clock.ts";
import type { Link, Transport } from "../transport/transport.ts";
import { answered, BEATS, type Beat, firstBeat, lost } from "./adaptive-heartbeat.ts";

interface Setup {
  readonly clock: Clock;
  /** Names the network that the device is on. */
  readonly network: () => string;
  /** Told how long it keeps silent from now on, ms. */
  readonly told?: (interval: number) => void;
}

/** The server asks only after so many ms of silence: then something is wrong with our beats. */
const SERVER = BEATS.most + 60_000;
/** A beat is answered within so many ms, or the link is dead. */
const ANSWER = 10_000;
/** A beat that comes so many ms late was slept through: it says nothing about the network. */
const LATE = 5_000;
/** Networks that are remembered. */
const KEPT = 20;

/**
 * Links that ask for life by themselves, as seldom as the network lets them. Whatever is said on either side is as good as a beat: it only
 * asks after silence. What it found out is remembered for each network, as long as the client lives. [BEAT-6]
 */
export function beatingTransport(inner: Transport, { clock, network, told }: Setup): Transport {
  const known = new Map<string, Beat>();
  const keep = (where: string, beat: Beat): void => {
    known.delete(where);
    known.set(where, beat);
    for (const oldest of known.keys()) if (known.size > KEPT) known.delete(oldest);
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

/** The hello tells that it asks by itself. */
function withBeat(message: string): string {
  return message.startsWith('{"type":"hello"')
    ? JSON.stringify({ ...(JSON.parse(message) as object), heartbeat: SERVER })
    : message;
}
