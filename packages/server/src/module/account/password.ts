import { Refusal } from "../../kit/refusal.ts";

/** How hard a password is to try: KiB of memory and passes over it. */
export interface PasswordWork {
  readonly memory: number;
  readonly passes: number;
}

/** What OWASP recommends for argon2id: about 30 ms of one core. */
const WORK: PasswordWork = { memory: 19_456, passes: 2 };
/** Hashes at once: each holds its memory and a core. */
const AT_ONCE = 2;
/** Hashes that may wait; at 30 ms each that is some seconds. */
const QUEUE = 200;

/** Hashes and checks passwords beside the event loop, a few at a time. [ACCT-4] */
export class Passwords {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  #stranger: Promise<string> | undefined;

  constructor(private readonly work: PasswordWork = WORK) {}

  hash(password: string): Promise<string> {
    const { memory, passes } = this.work;
    const how = { algorithm: "argon2id", memoryCost: memory, timeCost: passes } as const;
    return this.#inTurn(() => Bun.password.hash(password, how));
  }

  /** Without a hash it is checked against one that nobody's password has: that nobody is there takes as long to find out. */
  async matches(password: string, hash: string | null | undefined): Promise<boolean> {
    this.#stranger ??= this.hash("nobody's");
    const stranger = await this.#stranger;
    const same = await this.#inTurn(() => Bun.password.verify(password, hash ?? stranger));
    return same && hash !== null && hash !== undefined;
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= QUEUE) throw new Refusal("busy", { after: 2000 });
      // whoever is done hands their turn on
      await new Promise<void>((turn) => this.#waiting.push(turn));
    } else {
      this.#running += 1;
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }
}
