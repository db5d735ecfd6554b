import type { Clock, Timer } from "../clock.ts";
import { isTurnedAway, type Link, type Transport } from "./transport.ts";

/** The next endpoint is tried after so many ms without an answer, or at once when one refuses. */
const APART = 2_500;

/** Which endpoint was the first on this network when one last looked. */
interface Winner {
  known(): string | undefined;
  keep(url: string): void;
}

interface Runner {
  readonly url: string;
  link: Link | undefined;
  open: boolean;
}

/**
 * Several ways to one server, raced: the first whose server says something wins, and is the first to be tried from then on; the others are
 * closed. All of them hear the same hello. [CLIENT-14]
 *
 * @param urls further base URLs of the server
 * @param remembered knows across restarts which was the first
 */
export function racingTransport(
  inner: Transport,
  urls: readonly string[],
  clock: Clock,
  remembered: Winner = { known: () => undefined, keep: () => undefined },
): Transport {
  let best: string | undefined;
  return (url, events) => {
    best ??= remembered.known();
    const all = new Set([url, ...urls]);
    const course = [...new Set([...(best !== undefined && all.has(best) ? [best] : []), ...all])];
    const running = new Set<Runner>();
    const hello: string[] = [];
    let winner: Runner | undefined;
    let away: string | undefined;
    let opened = false;
    let over = false;
    let timer: Timer | undefined;

    const won = (runner: Runner): void => {
      winner = runner;
      if (best !== runner.url) remembered.keep(runner.url);
      best = runner.url;
      timer?.cancel();
      for (const loser of running) if (loser !== runner) loser.link?.close(1000, "another was first");
      running.clear();
    };
    const start = (): void => {
      timer?.cancel();
      const next = course.shift();
      if (next === undefined) return;
      const runner: Runner = { url: next, link: undefined, open: false };
      running.add(runner);
      // armed first: an endpoint may refuse before its link is handed over
      timer = clock.after(APART, start);
      runner.link = inner(next, {
        opened: () => {
          runner.open = true;
          for (const message of hello) runner.link?.send(message);
          if (opened) return;
          opened = true;
          events.opened();
        },
        message: (message) => {
          if (over || (winner && winner !== runner)) return;
          // no room at this door: another one may have some
          if (!winner && isTurnedAway(message)) {
            away = message;
            return;
          }
          if (!winner) won(runner);
          events.message(message);
        },
        closed: (code, reason) => {
          if (over || (winner && winner !== runner)) return;
          running.delete(runner);
          if (!winner && course.length > 0) return start();
          if (!winner && running.size > 0) return;
          over = true;
          timer?.cancel();
          if (!winner && away !== undefined) events.message(away);
          events.closed(code, reason);
        },
      });
    };
    start();
    return {
      send: (message) => {
        if (winner) return winner.link?.send(message);
        hello.push(message);
        for (const runner of running) if (runner.open) runner.link?.send(message);
      },
      close: (code, reason) => {
        over = true;
        timer?.cancel();
        for (const runner of running) runner.link?.close(code, reason);
        winner?.link?.close(code, reason);
      },
    };
  };
}
