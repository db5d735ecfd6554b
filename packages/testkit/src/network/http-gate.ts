import { type Body, bodyByHeaders, HttpReader } from "./http-reader.ts";

/** What a bad HTTP proxy does. */
export interface Manners {
  /** The status that upgrades to a WebSocket are answered with, without asking the server. */
  readonly refuseUpgrades: number | undefined;
  /** Answers are held until they have ended, as proxies do with event streams. */
  readonly buffering: boolean;
}

interface Setting {
  readonly manners: () => Manners;
  readonly up: (bytes: Buffer) => void;
  readonly down: (bytes: Buffer) => void;
  /** An answer of our own; the connection ends behind it. */
  readonly refuse: (answer: Buffer) => void;
}

/** What a request or TLS begins with. */
const LETTER = /^[A-Z]/;

/** Looks into the HTTP of one connection, as far as it is HTTP. */
export class HttpGate {
  readonly #requests = new HttpReader((head) => this.#asked(head));
  readonly #answers = new HttpReader((head) => this.#answered(head));
  /** Methods whose answers have not begun. */
  readonly #methods: string[] = [];
  #begun = false;
  #closed = false;
  #raw = false;
  #held: Buffer[] = [];

  constructor(private readonly is: Setting) {}

  request(bytes: Buffer): void {
    if (!this.#begun && !LETTER.test(bytes.toString("latin1", 0, 1))) this.#noHttp();
    this.#begun = true;
    for (const { head, bytes: part } of this.#requests.read(bytes)) {
      const { refuseUpgrades } = this.is.manners();
      if (head !== undefined && refuseUpgrades !== undefined && isUpgrade(head)) this.#refuse(refuseUpgrades);
      if (!this.#closed) this.is.up(part);
    }
  }

  answer(bytes: Buffer): void {
    for (const { bytes: part, last } of this.#answers.read(bytes)) {
      this.#held.push(part);
      if (last || this.#passing) this.release();
    }
  }

  /** Lets go of what is held: buffering is over, or the server has ended. */
  release(): void {
    const held = this.#held;
    this.#held = [];
    for (const bytes of held) this.is.down(bytes);
  }

  /** The server has ended: what is not whole will not get any wholer. */
  ended(): void {
    this.release();
    if (this.#answers.unread.length > 0) this.is.down(this.#answers.unread);
  }

  get #passing(): boolean {
    return this.#raw || !this.is.manners().buffering;
  }

  #asked(head: string): Body {
    this.#methods.push(head.slice(0, head.indexOf(" ")));
    if (isUpgrade(head)) this.#requests.raw();
    return bodyByHeaders(head, 0);
  }

  #answered(head: string): Body {
    const status = Number(head.split(" ")[1]);
    if (status === 101) {
      this.#noHttp();
      return "endless";
    }
    if (status < 200) return 0;
    const method = this.#methods.shift();
    return method === "HEAD" || status === 204 || status === 304 ? 0 : bodyByHeaders(head, "endless");
  }

  #noHttp(): void {
    this.#raw = true;
    this.#requests.raw();
    this.#answers.raw();
  }

  #refuse(status: number): void {
    this.#closed = true;
    const words = "no upgrades here\n";
    const lines = [`HTTP/1.1 ${status} Refused`, `Content-Length: ${words.length}`, "Connection: close", "", words];
    this.is.refuse(Buffer.from(lines.join("\r\n")));
  }
}

function isUpgrade(head: string): boolean {
  return /^upgrade:\s*websocket/im.test(head);
}
