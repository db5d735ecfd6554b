import { LINK_PATH } from "@skein/protocol";
import { type Carrier, CUT, type Ears } from "./carrier.ts";
import { EventText, type StreamEvent } from "./event-text.ts";

/** An answer that has nothing to tell comes after so many ms. */
const WAIT = 20_000;
/** The first is to bring the link's name, and the welcome where that is ready. */
const FIRST_WAIT = 1_000;

/** A link that requests carry (SPEC 23). The first message opens it. Each request takes the next address of the server. */
export class RequestCarrier implements Carrier {
  readonly #abort = new AbortController();
  #id: string | undefined;
  #begun = false;
  #over = false;
  /** The last message down that came. */
  #last = 0;
  #n = 1;
  #up: Promise<void> = Promise.resolve();
  #named: () => void = () => undefined;
  readonly #name = new Promise<void>((resolve) => {
    this.#named = resolve;
  });

  /**
   * @param address the base URL that the next request goes to
   * @param polling whether each answer ends, instead of being one long stream
   */
  constructor(
    private readonly address: () => string,
    private readonly polling: boolean,
    private readonly ears: Ears,
  ) {}

  send(message: string): void {
    if (this.#over) return;
    if (!this.#begun) {
      this.#begun = true;
      this.#run(message).catch(() => this.#end(CUT, ""));
      return;
    }
    // one after the other: a message before its predecessor would be refused
    this.#up = this.#up.then(async () => {
      await this.#name;
      if (this.#over) return;
      this.#n += 1;
      const answer = await this.#request("POST", `/${this.#id}?n=${this.#n}&ack=${this.#last}`, message);
      await answer.arrayBuffer();
    });
    // how the link ends is told by what comes down
    this.#up.catch(() => undefined);
  }

  close(): void {
    if (this.#over) return;
    const id = this.#id;
    this.#end(1000, "");
    if (id === undefined) return;
    const told = fetch(`${this.address()}${LINK_PATH}/${id}?close=1000`, { method: "POST" });
    told.then((answer) => answer.arrayBuffer()).catch(() => undefined);
  }

  async #run(first: string): Promise<void> {
    while (!this.#over) {
      const waiting = this.polling ? `wait=${this.#id === undefined ? FIRST_WAIT : WAIT}` : "";
      const answer = await (this.#id === undefined
        ? this.#request("POST", waiting && `?${waiting}`, first)
        : this.#request("GET", `/${this.#id}?after=${this.#last}${waiting && `&${waiting}`}`));
      if (!answer.ok) break;
      await this.#take(answer);
      if (this.#id === undefined) break;
    }
    this.#end(CUT, "");
  }

  async #take(answer: Response): Promise<void> {
    const events = new EventText();
    if (!answer.body) return;
    const decoder = new TextDecoder();
    for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
      for (const event of events.push(decoder.decode(piece, { stream: true }))) this.#heard(event);
      if (this.#over) return;
    }
  }

  #heard({ name, id, data }: StreamEvent): void {
    if (this.#over) return;
    if (name === "open") {
      this.#id = (JSON.parse(data) as { readonly link: string }).link;
      this.#named();
    } else if (name === "close") {
      const { code, reason } = JSON.parse(data) as { readonly code: number; readonly reason: string };
      this.#end(code, reason);
    } else if (Number(id) === this.#last + 1) {
      this.#last += 1;
      this.ears.message(data);
    } else if (Number(id) > this.#last + 1) {
      this.#end(CUT, `message ${id} came after ${this.#last}`);
    }
  }

  #request(method: string, path: string, body?: string): Promise<Response> {
    const { signal } = this.#abort;
    return fetch(`${this.address()}${LINK_PATH}${path}`, { method, signal, ...(body !== undefined && { body }) });
  }

  #end(code: number, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#named();
    this.#abort.abort();
    this.ears.closed(code, reason);
  }
}
