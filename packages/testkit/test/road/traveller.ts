import { type Client, createClient, loadRest } from "@skein/client";
import { directId } from "@skein/protocol";
import { FaultProxy, type TestPerson, type TestServer } from "../../src/index.ts";

/** Waits, on real time, until something holds; whoever waits for ever is ended by the runner. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Somebody who talks to one other person by the SDK over a road of their own, and whose screen is watched all the time. */
export class Traveller implements AsyncDisposable {
  /** What was shown and must never be. */
  readonly faults: string[] = [];
  #wake = (): void => undefined;
  #told = 0;

  private constructor(
    readonly name: string,
    readonly proxy: FaultProxy,
    readonly client: Client,
    readonly conv: string,
  ) {}

  static async set(
    server: TestServer,
    [person, other]: readonly [TestPerson, TestPerson],
    setting: { readonly name: string; readonly seed: number },
  ): Promise<Traveller> {
    await loadRest();
    const proxy = await FaultProxy.start(server.url, { seed: setting.seed });
    let traveller: Traveller | undefined = undefined as Traveller | undefined;
    const client = createClient({
      url: proxy.url,
      token: person.token,
      user: person.id,
      wake: (call) => {
        queueMicrotask(() => {
          if (traveller) traveller.#wake = call;
        });
        return () => undefined;
      },
    });
    traveller = new Traveller(setting.name, proxy, client, directId(person.id, other.id));
    const { timeline } = client.conversation(traveller.conv);
    timeline.open();
    timeline.state.subscribe(() => traveller.#look());
    await until(() => client.connection.get().phase === "online");
    return traveller;
  }

  get phase(): string {
    return this.client.connection.get().phase;
  }

  /** Says the next thing. */
  say(): void {
    this.#told += 1;
    this.client.conversation(this.conv).send({ text: `${this.name} ${this.#told} 旅途中🚆` });
  }

  /** What is shown: the words, with what is not sent yet in brackets. */
  get shown(): string[] {
    return this.#items.map(({ body, seq }) => {
      const { text } = body as { text: string };
      return seq === undefined ? `(${text})` : text;
    });
  }

  /** All that both have said is here, and nothing waits. */
  has(count: number): boolean {
    return this.phase === "online" && this.#items.length >= count && this.#items.every(({ seq }) => seq !== undefined);
  }

  /** The device sees that it has a network again. */
  wake(): void {
    this.#wake();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.close();
    await this.proxy[Symbol.asyncDispose]();
  }

  get #items() {
    return this.client.conversation(this.conv).timeline.state.get().items;
  }

  /** Whatever happens: nothing twice, nothing out of order, no hole. */
  #look(): void {
    const seqs = this.#items.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
    const first = seqs[0] ?? 1;
    if (seqs.some((seq, i) => seq !== first + i)) this.faults.push(`${this.name} saw ${seqs.join(" ")}`);
    const ids = this.#items.map(({ id }) => id);
    if (new Set(ids).size < ids.length) this.faults.push(`${this.name} saw one twice: ${ids.join(" ")}`);
  }
}
