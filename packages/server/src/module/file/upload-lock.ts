import type { Lock, Locker } from "@tus/server";
import { restOf } from "../../duty/index.ts";
import type { Clock } from "../../kit/clock.ts";
import { newId, type RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Commit } from "../../message/commit.ts";
import { TusFault } from "./tus-fault.ts";
import { hold, letGo } from "./upload-store.ts";

/** Whoever writes to an upload has it for so long, and says so again each third of it. ms */
const LEASE = 6_000;
/** How long one waits for whoever has it in this process, who is asked to end, and for another node. ms */
const PATIENCE = { here: 6_000, elsewhere: 2_000 } as const;
const LOOK = 250;

/** What is answered to the second of two who send to one upload. */
const locked = () => new TusFault(423, "somebody else is sending to this upload");

interface LockParts {
  readonly commit: Pick<Commit, "submit">;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** Who has an upload in this process. */
interface Holder {
  /** By what name the store knows it. */
  readonly name: string;
  /** Aborted once somebody else wants to have it, or it cannot be kept. */
  readonly wanted: AbortController;
  readonly gone: PromiseWithResolvers<void>;
}

/**
 * One writer for each upload: in this process by memory, where who comes later asks who was first to end; among nodes by a lease in the
 * store, which ends by itself when its node dies. [FILE-3]
 */
export class UploadLocker implements Locker {
  readonly #holders = new Map<string, Holder>();

  constructor(private readonly parts: LockParts) {}

  newLock(id: string): Lock {
    let holder: Holder | undefined;
    let callOff = (): void => undefined;
    return {
      lock: async (signal: AbortSignal) => {
        holder = await this.#here(id, signal);
        try {
          callOff = await this.#everywhere(id, holder, signal);
        } catch (fault) {
          this.#leave(id, holder);
          throw fault;
        }
      },
      unlock: async () => {
        if (!holder) return;
        callOff();
        try {
          await this.parts.commit.submit({ rows: [letGo(id, holder.name)] });
        } catch (fault) {
          this.parts.log.debug({ err: fault }, "an upload could not be let go; that happens by itself");
        } finally {
          this.#leave(id, holder);
        }
      },
    };
  }

  /** By what name this process has it now. */
  holder(id: string): string {
    return this.#holders.get(id)?.name ?? "";
  }

  /** Aborted once whoever has it now should end. */
  wanted(id: string): AbortSignal {
    return this.#holders.get(id)?.wanted.signal ?? AbortSignal.abort();
  }

  /** Takes it from the others of this process, once they have let it go. */
  async #here(id: string, signal: AbortSignal): Promise<Holder> {
    const { clock, random } = this.parts;
    const until = clock.now() + PATIENCE.here;
    for (let other = this.#holders.get(id); other; other = this.#holders.get(id)) {
      other.wanted.abort();
      const waiting = new AbortController();
      const rest = restOf(clock, Math.max(0, until - clock.now()), AbortSignal.any([signal, waiting.signal]));
      await Promise.race([other.gone.promise, rest]);
      waiting.abort();
      if (signal.aborted || clock.now() >= until) throw locked();
    }
    const holder = { name: newId(random), wanted: new AbortController(), gone: Promise.withResolvers<void>() };
    this.#holders.set(id, holder);
    return holder;
  }

  #leave(id: string, holder: Holder): void {
    this.#holders.delete(id);
    holder.gone.resolve();
  }

  /** Takes it from other nodes, where these do not say any more that they have it; answers what ends saying so for this one. */
  async #everywhere(id: string, { name, wanted }: Holder, signal: AbortSignal): Promise<() => void> {
    const { clock, commit } = this.parts;
    const began = clock.now();
    const say = () => {
      const now = clock.now();
      return commit.submit({ rows: [hold(id, name, now, now + LEASE)] });
    };
    for (;;) {
      try {
        await say();
        return this.#renew(say, wanted);
      } catch (fault) {
        // there is no such upload, or another node has it
        if (!Refusal.is(fault, "conflict")) throw fault;
        if (signal.aborted || clock.now() - began > PATIENCE.elsewhere) throw locked();
        await restOf(clock, LOOK, signal);
      }
    }
  }

  /** Says again and again that it is still this one's; where that fails, what writes is ended. */
  #renew(say: () => Promise<unknown>, wanted: AbortController): () => void {
    const { clock, log } = this.parts;
    let ended = false;
    let callOff = (): void => undefined;
    const next = () => {
      callOff = clock.after(LEASE / 3, () => {
        say().then(
          () => {
            if (!ended) next();
          },
          (fault: unknown) => {
            log.warn({ err: fault }, "an upload could not be kept for its writer");
            wanted.abort();
          },
        );
      });
    };
    next();
    return () => {
      ended = true;
      callOff();
    };
  }
}
