import { Account, type Usage } from "../measure/account.ts";
import { pace } from "../measure/pace.ts";
import { type Population, systemOf } from "../peer/peer.ts";
import type { Crowd } from "./crowd.ts";
import type { Run } from "./workload.ts";

/**
 * Unanswered messages of each person, in the stretches of a cluster and of what stands beside it. The first two as in `direct`; with
 * sixteen, what sockets cost is shared by so many messages that the rest of a message shows.
 */
export const WINDOWS = [1, 4, 16];

/** First messages a second: any server makes as many conversations. */
const GREETINGS = 200;

/** What a measured stretch of writing one-to-one did and cost. */
export class Stretch {
  readonly #acked: number;
  readonly #usage: Usage;

  constructor(acked: number, usage: Usage) {
    this.#acked = acked;
    this.#usage = usage;
  }

  /** Acked messages a second. */
  get rate(): number {
    return this.#acked / this.#usage.seconds;
  }

  /** CPU µs of the server a message. */
  get cpu(): number {
    return (this.#usage.server * 1e6) / this.#acked;
  }

  /** Those of one part of the server. */
  cpuOf(part: string): number {
    return ((this.#usage.parts[part] ?? 0) * 1e6) / this.#acked;
  }

  get generator(): number {
    return this.#usage.generator;
  }
}

/** The key of a figure of one stretch, by its window or, where it has none, by its name; those of one message at a time are the plain ones. */
export function keyOf(figure: string, stretch: number | string): string {
  return stretch === 1 ? figure : `${figure}${stretch}`;
}

/** Pairs of people, each a conversation. */
export function pairs(count: number): Population {
  return { users: count * 2, conversations: Array.from({ length: count }, (_, pair) => [pair * 2, pair * 2 + 1]) };
}

/** The first message of each pair makes its conversation: that is no part of writing in it. */
export async function greet(run: Run, crowd: Crowd): Promise<void> {
  const { conversations } = run.population;
  await pace(GREETINGS, conversations.length / GREETINGS, (conv, due) => {
    crowd.send(conversations[conv]?.[0] ?? 0, conv, due);
  });
  await crowd.settle();
}

/** Keeps `window` messages of each person unanswered for `seconds`. */
export async function saturate(run: Run, crowd: Crowd, window: number, seconds: number): Promise<Stretch> {
  const conversationOf = new Map(run.population.conversations.flatMap((m, conv) => m.map((user) => [user, conv])));
  let going = true;
  const sendNext = (user: number) => {
    if (going) crowd.send(user, conversationOf.get(user) ?? 0, performance.now());
  };
  crowd.onAck = sendNext;
  for (const user of conversationOf.keys()) {
    for (let i = 0; i < window; i++) sendNext(user);
  }
  // The first moments hold the burst that filled the windows.
  await Bun.sleep(500);
  const account = new Account(systemOf(run.target));
  const before = crowd.acked;
  await Bun.sleep(seconds * 1000);
  const stretch = new Stretch(crowd.acked - before, account.read());
  going = false;
  await crowd.settle();
  crowd.onAck = () => undefined;
  return stretch;
}

/** Sends `rate` messages a second for `seconds`, whatever becomes of them: people in turns. Latencies are the crowd's. */
export async function carry(run: Run, crowd: Crowd, rate: number, seconds: number): Promise<Stretch> {
  crowd.ack.clear();
  crowd.delivery.clear();
  const senders = run.population.conversations.flatMap((members, conv) => members.map((user) => ({ user, conv })));
  const account = new Account(systemOf(run.target));
  const before = crowd.acked;
  await pace(rate, seconds, (index, due) => {
    const sender = senders[index % senders.length];
    if (sender) crowd.send(sender.user, sender.conv, due);
  });
  const stretch = new Stretch(crowd.acked - before, account.read());
  await crowd.settle();
  return stretch;
}
