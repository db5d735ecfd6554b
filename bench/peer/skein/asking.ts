import type { ServerFrame } from "@skein/protocol/schema";
import type { Target } from "../peer.ts";
import { SkeinLink } from "./link.ts";

/** A link on which many requests may be under way. */
export class Asking {
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #link: SkeinLink;
  #id = 0;
  /** Entries that came by themselves. */
  entries = 0;

  constructor(target: Target) {
    this.#link = new SkeinLink(target, {
      frame: (frame) => this.#take(frame),
      closed: (code) => {
        for (const { reject } of this.#waiting.values()) reject(new Error(`The link was closed with ${code}`));
      },
    });
  }

  async hello(token: string): Promise<void> {
    await this.#link.dial();
    const answer = this.#expect();
    this.#link.send({ type: "hello", id: this.#id, token });
    await answer;
  }

  ask(type: string, params: object): Promise<unknown> {
    const answer = this.#expect();
    this.#link.send({ type, id: this.#id, params });
    return answer;
  }

  close(): void {
    this.#waiting.clear();
    this.#link.close();
  }

  #expect(): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    this.#id += 1;
    this.#waiting.set(this.#id, answer);
    return answer.promise;
  }

  #take(frame: ServerFrame): void {
    if (frame.type === "entry") this.entries += 1;
    if (frame.type !== "ok" && frame.type !== "error" && frame.type !== "welcome") return;
    const answer = this.#waiting.get(frame.id ?? 0);
    this.#waiting.delete(frame.id ?? 0);
    if (frame.type === "error") answer?.reject(new Error(JSON.stringify(frame)));
    else answer?.resolve(frame.type === "ok" ? frame.result : frame);
  }
}
