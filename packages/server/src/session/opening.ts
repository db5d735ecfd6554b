import { CLOSE, type CloseName, LIMITS } from "@skein/protocol";
import { Refusal } from "../kit/refusal.ts";
import type { Identity } from "./authenticate.ts";
import { parseFrame, type Frame } from "./frame.ts";
import { greet, readHello, type Handshake } from "./handshake.ts";

/** What the session does for its opening. */
export interface Opened {
  /** Closes without a word. */
  end(code: number, reason: string): void;
  /** The token was good: take the person's place in the hub, and hold frames back until `welcome`. */
  signedIn(identity: Identity, heartbeat: number | undefined): void;
  /**
   * Send these first, then what was held back, then handle what the client said meanwhile. It is asked for life only from now on,
   * however long the store took: that would have been held back as well. [BEAT-3]
   */
  welcome(first: readonly string[], early: readonly string[]): void;
  /** Say why not, and close. */
  refused(fault: unknown, id: unknown, close: CloseName): void;
}

/** Characters that may come while the hello is being answered; nobody has shown yet who they are. */
const EARLY = 1_048_576;

/** The time before `welcome`: one hello, once, in time. */
export class Opening {
  /** Messages that came while the hello was being answered. */
  #early: string[] | undefined;
  #earlySize = 0;
  #over = false;
  #cancel: (() => void) | undefined;

  constructor(
    private readonly handshake: Handshake,
    private readonly session: Opened,
  ) {
    this.#cancel = handshake.clock.after(LIMITS.hello, () => {
      session.end(CLOSE.hello_timeout.code, "hello_timeout");
    });
  }

  text(message: string): void {
    if (!this.#early) {
      const [first = "", ...rest] = message.split("\n");
      this.#early = rest;
      this.#hello(first).catch((fault: unknown) => {
        this.session.refused(fault, undefined, "fault");
      });
      return;
    }
    this.#earlySize += message.length;
    if (this.#early.push(message) > LIMITS.framesPerMessage || this.#earlySize > EARLY) {
      this.session.refused(new Refusal("rate_limited", { after: 1000 }), undefined, "flood");
    }
  }

  /** The link is gone: whatever is under way has nobody to answer. */
  end(): void {
    this.#over = true;
    this.#cancel?.();
  }

  async #hello(line: string): Promise<void> {
    let frame: Frame = {};
    try {
      frame = parseFrame(line);
      const hello = readHello(frame);
      const { authenticate, resume } = this.handshake;
      let identity = await authenticate(hello.token, hello.device);
      // whoever was signed out meanwhile stays out
      if (await resume.reach(hello.cursor)) identity = await authenticate(hello.token, hello.device);
      if (this.#over) return;
      // let go of it as well: fifteen thousand timers that will not fire are megabytes
      this.#cancel?.();
      this.#cancel = undefined;
      // the live stream first, held back; then what was missed; then what came meanwhile [SYNC-4]
      this.session.signedIn(identity, hello.heartbeat);
      const resumption = await resume.since(identity.user, hello.cursor);
      if (this.#over) return;
      this.handshake.tally.greeted(resumption);
      this.session.welcome(greet(this.handshake, hello, identity, resumption), this.#early ?? []);
    } catch (fault) {
      this.handshake.tally.refused(fault instanceof Refusal ? fault.error : "internal");
      this.session.refused(fault, frame.id, closeFor(fault));
    }
  }
}

/** How a failed hello closes: come back, or do not. [CONN-4] [CONN-6] */
function closeFor(fault: unknown): CloseName {
  if (!(fault instanceof Refusal)) return "fault";
  const byError: Partial<Record<typeof fault.error, keyof typeof CLOSE>> = {
    malformed: "protocol",
    hello_required: "protocol",
    invalid: "protocol",
    unauthenticated: "unauthenticated",
    token_expired: "unauthenticated",
    host_auth_off: "unauthenticated",
    token_revoked: "revoked",
    banned: "revoked",
  };
  return byError[fault.error] ?? "fault";
}
