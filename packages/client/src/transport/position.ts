import type { Clock } from "../clock.ts";
import { headOf } from "../lab/carried-frames.ts";

/** What was asked so long ago is given up by whoever asked, ms. */
const GIVEN_UP = 30_000;

interface Renew {
  readonly params: { readonly token: string };
}

/** Where a link stands, read off what passes over it: enough to go on from there over another one. */
export class Position {
  /** Whose link it is. */
  user = "";
  /** What it goes by: the token of the hello, or one that was put in its place since. */
  token: string | undefined;
  private hello: object | undefined;
  private renewing: { readonly id: number | undefined; readonly token: string } | undefined;
  private cursor: string | undefined;
  /** What was asked and is not answered, each with the time when it was. */
  private readonly asked = new Map<number, number>();

  constructor(private readonly clock: Pick<Clock, "now">) {}

  up(message: string): void {
    for (const line of message.split("\n")) {
      const { type, id } = headOf(line);
      if (type === "hello") this.begins(line);
      else if (id !== undefined) this.asked.set(id, this.clock.now());
      if (type === "session.renew") this.renewing = { id, ...(JSON.parse(line) as Renew).params };
    }
  }

  down(message: string): void {
    for (const line of message.split("\n")) {
      const { type, id } = headOf(line);
      if (type === "ok" && id === this.renewing?.id) this.token = this.renewing?.token;
      if (type === "ok" || type === "error") this.asked.delete(id ?? 0);
      else if (line.includes('"cursor"')) this.moved(line);
    }
  }

  /** Whether nothing waits for an answer. */
  get settled(): boolean {
    const since = this.clock.now() - GIVEN_UP;
    for (const [id, at] of this.asked) if (at < since) this.asked.delete(id);
    return this.asked.size === 0;
  }

  /** The hello that goes on from here, as the same device; undefined where that is not known. */
  onward(): string | undefined {
    const { hello, cursor, user, token } = this;
    if (!hello || cursor === undefined || user === "") return undefined;
    return JSON.stringify({ ...hello, id: undefined, token, cursor });
  }

  private begins(line: string): void {
    const hello = JSON.parse(line) as { readonly token: string };
    this.hello = hello;
    this.token = hello.token;
  }

  private moved(line: string): void {
    try {
      const frame = JSON.parse(line) as { user?: unknown; type: string; cursor?: unknown; data?: { cursor?: unknown } };
      const cursor = frame.type === "event" ? frame.data?.cursor : frame.cursor;
      if (typeof cursor === "string") this.cursor = cursor;
      if (frame.type === "welcome") this.user = String(frame.user);
    } catch {
      // whoever reads it next says so
    }
  }
}
