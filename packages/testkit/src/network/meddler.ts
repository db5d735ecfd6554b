import { LIMITS, SOCKET_PATH, SUBPROTOCOL } from "@skein/protocol";
import type { Server, ServerWebSocket } from "bun";

/** A frame, whoever says it. */
export type AnyFrame = Readonly<Record<string, unknown>>;

/** One link of a client through the meddler. */
export interface MeddledLink {
  /** Says something to the client that the server did not say. */
  tell(frame: AnyFrame): void;
  /** Ends it, as if the server had. */
  close(code: number): void;
}

/** What is done to what goes through; what is absent goes through as it is. */
export interface Meddling {
  /** What the server hears instead of a client's frame. */
  up?(frame: AnyFrame, link: MeddledLink): readonly AnyFrame[];
  /** What a client hears instead of the server's frame. */
  down?(frame: AnyFrame, link: MeddledLink): readonly AnyFrame[];
  /** The code that a client is told instead of the server's. */
  closing?(code: number): number;
  /** What a request is answered instead of what the server said. */
  answer?(answer: Response): Response;
  /** Messages that are too large are taken, and nothing is done with them. */
  readonly swallows?: true;
}

interface Socket {
  link?: Link;
}

/** Much more than a server takes. */
const ANY_SIZE = 16 * LIMITS.frame;

class Link implements MeddledLink {
  readonly #server: WebSocket;
  readonly #waiting: string[] = [];

  constructor(
    url: string,
    private readonly client: ServerWebSocket<Socket>,
    private readonly meddling: Meddling,
  ) {
    this.#server = new WebSocket(url, SUBPROTOCOL);
    this.#server.onopen = () => {
      for (const message of this.#waiting.splice(0)) this.#server.send(message);
    };
    this.#server.onmessage = ({ data }: MessageEvent<string>) => this.#down(data);
    this.#server.onclose = ({ code, reason }) => {
      this.client.close(meddling.closing?.(code) ?? code, reason);
    };
  }

  up(message: string): void {
    if (message.length > LIMITS.frame) return;
    const { up } = this.meddling;
    const text = up ? framewise(message, (frame) => up(frame, this)) : message;
    if (text === "") return;
    if (this.#server.readyState === WebSocket.OPEN) this.#server.send(text);
    else this.#waiting.push(text);
  }

  tell(frame: AnyFrame): void {
    this.client.send(JSON.stringify(frame));
  }

  close(code: number): void {
    this.client.close(code);
    this.left();
  }

  left(): void {
    this.#server.close();
  }

  #down(message: string): void {
    const { down } = this.meddling;
    const text = down ? framewise(message, (frame) => down(frame, this)) : message;
    if (text !== "") this.client.send(text);
  }
}

/**
 * Somebody between a client and a real server who understands what they say, and does what a faulty server would: for proving that
 * whoever looks for faults finds them.
 *
 * @example
 * await using liar = Meddler.start(server.url, { down: (frame) => (frame["type"] === "pong" ? [] : [frame]) });
 * await conform({ urls: [liar.url] });
 */
export class Meddler implements AsyncDisposable {
  private constructor(private readonly server: Server<Socket>) {}

  static start(target: string, meddling: Meddling = {}): Meddler {
    const server = Bun.serve<Socket>({
      port: 0,
      hostname: "127.0.0.1",
      idleTimeout: 0,
      async fetch(request, self) {
        const { pathname, search } = new URL(request.url);
        const headers = { "Sec-WebSocket-Protocol": SUBPROTOCOL };
        if (pathname === SOCKET_PATH && self.upgrade(request, { data: {}, headers })) return undefined;
        const { method } = request;
        // packed answers would be unpacked on the way and still say that they are packed
        const asked = new Headers(request.headers);
        asked.set("Accept-Encoding", "identity");
        const body = method === "GET" ? null : await request.bytes();
        const answer = await fetch(target + pathname + search, { method, headers: asked, body });
        return meddling.answer?.(answer) ?? answer;
      },
      websocket: {
        maxPayloadLength: meddling.swallows ? ANY_SIZE : LIMITS.frame,
        open(socket) {
          socket.data.link = new Link(target.replace(/^http/, "ws") + SOCKET_PATH, socket, meddling);
        },
        message(socket, message) {
          if (typeof message === "string") socket.data.link?.up(message);
        },
        close(socket) {
          socket.data.link?.left();
        },
      },
    });
    return new Meddler(server);
  }

  get url(): string {
    return `http://127.0.0.1:${this.server.port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop(true);
  }
}

/** A message with each of its frames in another's place; what is no frame stays as it is. */
function framewise(message: string, change: (frame: AnyFrame) => readonly AnyFrame[]): string {
  return message
    .split("\n")
    .flatMap((line) => {
      const frame = parsed(line);
      return frame === undefined ? [line] : change(frame).map((one) => JSON.stringify(one));
    })
    .join("\n");
}

function parsed(line: string): AnyFrame | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as AnyFrame) : undefined;
  } catch {
    return undefined;
  }
}
