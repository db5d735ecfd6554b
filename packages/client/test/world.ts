import { type Client, type ClientOptions, createClient, type Item, loadRest } from "../src/index.ts";
import { Peer } from "./peer.ts";
import { seeded, VirtualClock } from "./virtual-clock.ts";

// files are read in real time, which is none here
await loadRest();

/** A peer, a clock, and clients on it. */
export class World {
  readonly clock = new VirtualClock();
  readonly peer = new Peer(this.clock);
  readonly errors: Error[] = [];
  private readonly clients: Client[] = [];

  constructor(...people: string[]) {
    for (const person of people) this.peer.person(person);
  }

  /** A device of a person; it dials at once. */
  client(user: string, options: Partial<ClientOptions> = {}): Client {
    const client = createClient({
      url: "http://peer.test",
      token: user,
      transport: this.peer.transport,
      clock: this.clock,
      random: seeded(this.clients.length + 1),
      wake: () => () => undefined,
      ...options,
    });
    client.on("error", (error) => this.errors.push(error));
    this.clients.push(client);
    return client;
  }

  /** A device that is caught up. */
  async online(user: string, options: Partial<ClientOptions> = {}): Promise<Client> {
    const client = this.client(user, options);
    await this.pass(2_000);
    return client;
  }

  pass(ms: number): Promise<void> {
    return this.clock.pass(ms);
  }

  /** Runs `act` and lets time pass until it has ended. */
  async during<T>(act: Promise<T>, ms = 5_000): Promise<T> {
    const [result] = await Promise.all([act, this.pass(ms)]);
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.clients) await this.during(client.close());
  }
}

/** The words of a timeline with their states: `["hi:sent"]`. */
export function lines(items: readonly Item[]): string[] {
  return items.map((item) => `${item.kind === "text" ? item.body.text : item.kind}:${item.state}`);
}
