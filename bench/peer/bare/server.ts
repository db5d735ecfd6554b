import type { ServerWebSocket } from "bun";
import type { Population } from "../peer.ts";
import type { Batch } from "./log.ts";
import type { SendFrame } from "./wire.ts";

/**
 * The bare line: a message arrives, a worker commits it with others by one fsync, then the ack and the deliveries
 * leave, one write a connection and batch. No sign-in, no rights, no keys, no limits, no marks, no resume: what is
 * left when everything that makes a product is taken away, so the ceiling for a line on this machine.
 */
interface Person {
  readonly user: number;
  /** Frames of the batch that is being sent. */
  frames: string[];
}
type Link = ServerWebSocket<Person>;

/** More in one transaction buys nothing and delays the first of them. */
const LARGEST_BATCH = 2048;

const [populationFile = "", logFile = ""] = process.argv.slice(2);
const { conversations } = (await Bun.file(populationFile).json()) as Population;
const links = new Map<number, Link>();

let waiting: { frame: SendFrame; link: Link; at: number }[] = [];
let flying: typeof waiting = [];

const log = new Worker(new URL("log.ts", import.meta.url));
log.postMessage(logFile);
log.onmessage = ({ data }: MessageEvent<string>) => {
  const committed = flying;
  flying = [];
  const seqs = JSON.parse(data) as number[];
  commitNext();
  deliver(committed, seqs);
};

function commitNext(): void {
  if (flying.length > 0 || waiting.length === 0) return;
  flying = waiting.length > LARGEST_BATCH ? waiting.splice(0, LARGEST_BATCH) : waiting;
  if (flying === waiting) waiting = [];
  const batch: Batch = {
    conv: flying.map(({ frame }) => frame.conv),
    from: flying.map(({ link }) => link.data.user),
    at: flying.map(({ at }) => at),
    text: flying.map(({ frame }) => frame.text),
  };
  log.postMessage(JSON.stringify(batch));
}

function deliver(committed: typeof waiting, seqs: number[]): void {
  const touched = new Set<Link>();
  const queue = (link: Link, frame: string) => {
    touched.add(link);
    link.data.frames.push(frame);
  };
  committed.forEach(({ frame: { n, conv, text }, link, at }, i) => {
    const seq = seqs[i] ?? 0;
    const from = link.data.user;
    queue(link, `{"ack":${n},"seq":${seq}}`);
    const entry = `{"conv":${conv},"seq":${seq},"from":${from},"at":${at},"text":${JSON.stringify(text)}}`;
    for (const user of conversations[conv] ?? []) {
      const receiver = user === from ? undefined : links.get(user);
      if (receiver) queue(receiver, entry);
    }
  });
  for (const link of touched) {
    link.send(`[${link.data.frames.join(",")}]`);
    link.data.frames = [];
  }
}

const server = Bun.serve<Person>({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, self) {
    const user = Number(new URL(request.url).pathname.slice(1));
    return self.upgrade(request, { data: { user, frames: [] } }) ? undefined : new Response(null, { status: 400 });
  },
  websocket: {
    open(link) {
      links.set(link.data.user, link);
    },
    message(link, message) {
      waiting.push({ frame: JSON.parse(String(message)) as SendFrame, link, at: Date.now() });
      // The rest of what this turn of the loop brings still joins the batch.
      if (flying.length === 0 && waiting.length === 1) setImmediate(commitNext);
    },
    close(link) {
      links.delete(link.data.user);
    },
  },
});
console.log(`ready ${server.port}`);
