import { LINK_PATH } from "@skein/protocol";
import { bad, good, note, type Finding } from "../finding.ts";
import { ask, leave } from "./answers.ts";
import { PATIENCE, PROXY_GUIDE, type Target, took, within } from "./target.ts";

const HELD = `Turn its buffering off for the server (nginx: proxy_buffering off). ${PROXY_GUIDE}`;

/** One long answer: whether it passes as it comes, and how long it may be silent. */
export async function streamOf(target: Target, hello: string): Promise<Finding[]> {
  const since = target.clock.now();
  const ended = new AbortController();
  try {
    const response = await ask(target, LINK_PATH, { method: "POST", body: hello, signal: ended.signal });
    if (!response)
      return [bad("Event streams are held back: nothing came within 5 s.", `Something in between buffers. ${HELD}`)];
    const type = response.headers.get("content-type") ?? "";
    if (!response.ok || !type.startsWith("text/event-stream") || !response.body) {
      const remedy = `Let ${LINK_PATH} through to the server. ${PROXY_GUIDE}`;
      return [bad(`An event stream is answered with status ${response.status}.`, remedy)];
    }
    const reading = new Reading(response.body.getReader(), target);
    if (target.token === undefined) {
      const refused = await reading.until('"type":"error"', PATIENCE);
      return [
        refused
          ? good("Event stream: reached; it wants a token, as it should.")
          : bad("An event stream brings nothing within 5 s.", `Something in between buffers. ${HELD}`),
        note("Whether streams are held back can only be told with a token: --token or --as."),
      ];
    }
    if (!(await reading.until('"type":"welcome"', PATIENCE)))
      return [bad("An event stream opens and brings nothing within 5 s.", `Something in between buffers. ${HELD}`)];
    const opened = took(target, since);
    const link = /"link":"([^"]+)"/.exec(reading.text)?.[1] ?? "";
    // a small piece, behind those that came with the head
    const asked = target.clock.now();
    await ask(target, `${LINK_PATH}/${link}?n=2&ack=1`, { method: "POST", body: '{"type":"ping"}' });
    const back = await reading.until('"type":"pong"', PATIENCE);
    if (!back) return [bad("Event streams are held back: small pieces do not arrive.", HELD)];
    const trip = took(target, asked);
    const findings = [good(`Event stream: open in ${opened}, round trip ${trip}, not held back.`)];
    if (target.idle > 0) findings.push(await silenceOf(target, reading));
    await leave(target, reading.text);
    return findings;
  } finally {
    ended.abort();
  }
}

/** The server sends a comment on a quiet stream every 15 s, so what cuts it is shorter than that or does not count. */
async function silenceOf(target: Target, reading: Reading): Promise<Finding> {
  const since = target.clock.now();
  await reading.until("never", target.idle);
  return reading.over
    ? note(
        `An event stream that nobody speaks on is cut after ${took(target, since)}.`,
        `Raise the time-outs of what stands in between. ${PROXY_GUIDE}`,
      )
    : good(`An event stream bears ${took(target, since)} without a message.`);
}

/** What has come of a stream. */
class Reading {
  text = "";
  over = false;
  #next: Promise<void> | undefined;
  readonly #decoder = new TextDecoder();

  constructor(
    private readonly reader: Pick<ReadableStreamDefaultReader<Uint8Array>, "read">,
    private readonly target: Target,
  ) {}

  /** Whether it came in time. */
  async until(holds: string, ms: number): Promise<boolean> {
    const { clock } = this.target;
    const end = clock.now() + ms;
    while (!this.text.includes(holds) && !this.over && clock.now() < end) {
      this.#next ??= this.#read();
      await within(clock, Math.max(1, end - clock.now()), this.#next);
    }
    return this.text.includes(holds);
  }

  async #read(): Promise<void> {
    try {
      const { done, value } = await this.reader.read();
      if (done) this.over = true;
      else this.text += this.#decoder.decode(value, { stream: true });
    } catch {
      // cut: that it is over is what there is to know
      this.over = true;
    } finally {
      this.#next = undefined;
    }
  }
}
