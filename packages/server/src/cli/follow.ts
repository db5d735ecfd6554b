import { LIMITS, mayComeBack, SOCKET_PATH } from "@skein/protocol";
import type { Entry, ServerFrame } from "@skein/protocol/schema";
import { EXIT } from "../kit/start-fault.ts";
import { dial } from "../transport/dial.ts";
import { OWN_TLS, type Reached } from "./ask.ts";
import { entryLine } from "./entry-line.ts";
import type { Guest } from "./guest.ts";
import { complain, say } from "./screen.ts";

interface Following {
  readonly conv: string;
  /** How many of the latest entries to begin with. */
  readonly last: number;
}

/** Prints a conversation as it goes on. Resolves to the exit code when the link ends or Ctrl-C is pressed. */
export async function follow(reached: Reached, reader: Guest, { conv, last }: Following): Promise<number> {
  const reading = new Reading(reader, conv);
  await reading.begin(last);
  return new Promise<number>((resolve, reject) => {
    // one thing after another: what is read for one frame comes before the next frame is looked at
    let queue = Promise.resolve();
    const then = (step: () => Promise<void>) => {
      queue = queue.then(step);
      queue.catch(reject);
    };
    let wanted = false;
    const link = dial(
      `${reached.url.replace(/^http/, "ws")}${SOCKET_PATH}`,
      {
        opened() {
          link.send({ type: "hello", id: 1, token: reader.token });
        },
        frame(text) {
          const frame = JSON.parse(text) as ServerFrame;
          if (frame.type === "ping") link.send({ type: "pong" });
          // what was said between the page and the live stream
          else if (frame.type === "welcome") then(() => reading.catchUp());
          else if (frame.type === "entry" && frame.conv === conv) then(() => reading.take(frame));
        },
        closed(code) {
          if (!wanted) complain(mayComeBack(code) ? "The server went away." : "The server does not let this go on.");
          then(async () => {
            resolve(wanted ? 0 : EXIT.refused);
          });
        },
      },
      OWN_TLS,
    );
    process.once("SIGINT", () => {
      wanted = true;
      link.close();
    });
  });
}

/** Prints each entry once, in order. */
class Reading {
  readonly #names = new Map<string, string>();
  #head = 0;

  constructor(
    private readonly reader: Guest,
    private readonly conv: string,
  ) {}

  async begin(last: number): Promise<void> {
    const { entries, head } = await this.reader.ask("message.list", { conv: this.conv, limit: Math.max(1, last) });
    this.#head = head - entries.length;
    if (last === 0) this.#head = head;
    else for (const entry of entries) await this.take(entry);
  }

  async take(entry: Entry): Promise<void> {
    if (entry.seq > this.#head + 1) await this.catchUp();
    if (entry.seq !== this.#head + 1) return;
    this.#head = entry.seq;
    say(entryLine(entry, await this.#nameOf(entry.from)));
  }

  /** Reads what is missing up to the head of the log. */
  async catchUp(): Promise<void> {
    for (;;) {
      const page = await this.reader.ask("message.list", { conv: this.conv, after: this.#head, limit: LIMITS.page });
      for (const entry of page.entries) await this.take(entry);
      if (this.#head >= page.head) return;
    }
  }

  async #nameOf(user: string): Promise<string> {
    let name = this.#names.get(user);
    if (name === undefined) {
      const { users } = await this.reader.ask("user.get", { ids: [user] });
      name = users[0]?.name ?? user;
      this.#names.set(user, name);
    }
    return name;
  }
}
