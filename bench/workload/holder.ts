import type { Peer, Target } from "../peer/peer.ts";
import { inBench } from "../peer/process.ts";
import type { Held, Order } from "./hold.ts";

/** A process of its own with people's links, all by one door. */
export class Holder implements AsyncDisposable {
  readonly #child: Bun.Subprocess;
  #answer = Promise.withResolvers<Held>();

  private constructor() {
    this.#child = Bun.spawn([process.execPath, inBench("workload", "hold.ts")], {
      stdout: "inherit",
      stderr: "inherit",
      ipc: (held: Held) => this.#answer.resolve(held),
      onExit: (_child, code) => this.#answer.reject(new Error(`A process that held links ended with ${code}`)),
    });
  }

  static async start(peer: Peer, target: Target, door: number): Promise<Holder> {
    const holder = new Holder();
    await holder.#order({ peer: peer.name, target: { ...target, conversations: [] }, door });
    return holder;
  }

  /** Brings people in; resolves when they are signed in. */
  gather(users: readonly number[]): Promise<Held> {
    return this.#order({ gather: users });
  }

  /** How it stands. */
  look(): Promise<Held> {
    return this.gather([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#child.exited;
  }

  #order(order: Order): Promise<Held> {
    this.#answer = Promise.withResolvers<Held>();
    this.#child.send(order);
    return this.#answer.promise;
  }
}
