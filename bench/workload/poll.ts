import { Account, type Usage } from "../measure/account.ts";
import { Histogram } from "../measure/histogram.ts";
import { type Ear, systemOf } from "../peer/peer.ts";
import { WAY_NAMES } from "../peer/ways/peer.ts";
import { type Carried, Relay } from "../peer/ways/relay.ts";
import { type Figures, ratio, type Report, type Run, type Workload } from "./workload.ts";

const LISTENERS = 150;
/** A quiet person hears one message in this time; a busy one one a second. */
const QUIET = 60_000;
const BUSY = 20_000;
const PAUSE = 1_000;

/** What one person was told, and what the next text is. */
interface Listening {
  ear: Ear | undefined;
  heard: number;
}

interface Stretch {
  readonly carried: Carried;
  readonly usage: Usage;
  readonly delays: Histogram;
  readonly messages: number;
}

async function generate(run: Run): Promise<Report> {
  const { dialect } = run.peer;
  const { listen, ask } = dialect;
  if (!listen || !ask) throw new Error(`${run.peer.name} cannot be listened to`);
  using relay = await Relay.before(run.target);
  const behind = { ...run.target, ...relay.door };
  const people = run.population.users - 1;
  const speaker = await ask(run.target, people);
  const faults: string[] = [];
  let delays = new Histogram();
  const listening = Array.from({ length: people }, (): Listening => ({ ear: undefined, heard: 0 }));
  for (const [user, person] of listening.entries()) {
    person.ear = await listen(behind, user, (text) => {
      const [number, at] = text.split(" ").map(Number);
      if (number !== person.heard || at === undefined)
        faults.push(`person ${user} heard ${text} after ${person.heard}`);
      person.heard += 1;
      delays.record(performance.now() - (at ?? 0));
    });
  }
  const sent = listening.map(() => 0);
  const say = (user: number): Promise<unknown> => {
    const text = `${sent[user]} ${performance.now()}`;
    sent[user] = (sent[user] ?? 0) + 1;
    const conv = run.target.conversations[user] ?? "";
    return speaker.ask("message.send", { conv, key: Bun.randomUUIDv7(), kind: "text", body: { text } });
  };
  /** Says something at each of these moments, waits until all of it was heard, and tells what that took. */
  const stretch = async (ms: number, moments: readonly (readonly [at: number, user: number])[]): Promise<Stretch> => {
    delays = new Histogram();
    const before = relay.read();
    const account = new Account(systemOf(run.target));
    const began = performance.now();
    const said: Promise<unknown>[] = [];
    for (const [at, user] of moments.toSorted(([a], [b]) => a - b)) {
      await Bun.sleep(Math.max(0, began + at - performance.now()));
      said.push(say(user));
    }
    await Promise.all(said);
    await Bun.sleep(Math.max(0, began + ms - performance.now()));
    const [usage, after] = [account.read(), relay.read()];
    const end = performance.now() + 30_000;
    while (listening.some(({ heard }, user) => heard < (sent[user] ?? 0)) && performance.now() < end)
      await Bun.sleep(20);
    const carried = {
      connections: after.connections - before.connections,
      requests: after.requests - before.requests,
      up: after.up - before.up,
      down: after.down - before.down,
    };
    return { carried, usage, delays, messages: moments.length };
  };
  const users = listening.map((_, user) => user);
  const scale = run.quick ? 10 : 1;
  const quiet = await stretch(
    QUIET / scale,
    users.map((user) => [Math.random() * (QUIET / scale), user]),
  );
  const turns = Array.from({ length: BUSY / scale / PAUSE }, (_, turn) => turn);
  const busy = await stretch(
    BUSY / scale,
    users.flatMap((user) => turns.map((turn) => [(turn + Math.random()) * PAUSE, user] as const)),
  );
  await Promise.all(listening.map(({ ear }) => ear?.close() ?? Promise.resolve()));
  speaker.close();
  for (const [user, { heard }] of listening.entries())
    if (heard !== sent[user]) faults.push(`person ${user} heard ${heard} of ${sent[user]}`);
  return {
    figures: { ...told("quiet", quiet, people), ...told("busy", busy, people) },
    faults: faults.slice(0, 5),
    generator: Math.max(quiet.usage.generator, busy.usage.generator),
  };
}

function told(name: string, { carried, usage, delays, messages }: Stretch, people: number): Figures {
  const minutes = (usage.seconds / 60) * people;
  return {
    [`${name}Requests`]: carried.requests / minutes,
    [`${name}Bytes`]: (carried.up + carried.down) / messages,
    [`${name}Cpu`]: (usage.server * 1e6) / messages,
    [`${name}Delay50`]: delays.quantile(0.5),
    [`${name}Delay99`]: delays.quantile(0.99),
  };
}

const columns = (name: string) => [
  { key: `${name}Requests`, title: `${name}: requests a minute`, digits: 1 },
  { key: `${name}Bytes`, title: "bytes a message", digits: 0, chart: true as const },
  { key: `${name}Cpu`, title: "CPU µs a message", digits: 0, chart: true as const },
  { key: `${name}Delay50`, title: "delay p50 ms", digits: 1 },
  { key: `${name}Delay99`, title: "p99", digits: 1 },
];

/** What a WebSocket takes beside another way. */
const beside = (way: string, key: string, atMost: number) => ({
  measure: (of: (peer: string, key: string) => number | undefined) => ratio(of("link-websocket", key), of(way, key)),
  atMost,
});

export const poll: Workload = {
  name: "poll",
  about: "150 people who hear one message a minute, then one a second, by each way there is to hear of it",
  peers: WAY_NAMES,
  recovery: false,
  population: () => ({
    users: LISTENERS + 1,
    conversations: Array.from({ length: LISTENERS }, (_, user) => [user, LISTENERS]),
  }),
  generate,
  columns: [...columns("quiet"), ...columns("busy")],
  goals: [
    { text: "quiet: bytes over a WebSocket beside polling", ...beside("polling", "quietBytes", 0.25) },
    { text: "quiet: delay p50 over a WebSocket beside polling", ...beside("polling", "quietDelay50", 0.1) },
    { text: "busy: bytes over a WebSocket beside long-polling", ...beside("long-polling", "busyBytes", 0.25) },
    { text: "busy: CPU over a WebSocket beside long-polling", ...beside("long-polling", "busyCpu", 1) },
  ],
};
