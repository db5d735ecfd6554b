import type { Lock, Locker, RequestRelease } from "@tus/server";
import { MemoryLocker } from "@tus/server";
import { restOf } from "../../duty/index.ts";
import type { Clock } from "../../kit/clock.ts";
import { newId, type RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Commit } from "../../message/commit.ts";
import { TusFault } from "./tus-fault.ts";
import { hold, letGo } from "./upload-store.ts";

/** Whoever writes to an upload has it for so long, and says so again each third of it. ms */
const LEASE = 10_000;
/** How long one waits for another node to let it go. ms */
const PATIENCE = 2_000;
const LOOK = 250;

/** What is answered to the second of two who send to one upload. */
const locked = () => new TusFault(423, "somebody else is sending to this upload");

interface LockParts {
  readonly commit: Pick<Commit, "submit">;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

/**
 * One writer for each upload: in this process by memory, where who comes later asks who was first to end; among nodes by a lease in the
 * store, which ends by itself when its node dies. [FILE-3]
 */
export class UploadLocker implements Locker {
  readonly #memory = new MemoryLocker({ acquireLockTimeout: 6_000 });
  readonly #holders = new Map<string, string>();

  constructor(private readonly parts: LockParts) {}

  newLock(id: string): Lock {
    const memory = this.#memory.newLock(id);
    let callOff: (() => void) | undefined;
    return {
      lock: async (signal: AbortSignal, release: RequestRelease) => {
        await memory.lock(signal, release).catch((fault: unknown) => {
          throw signal.aborted ? fault : locked();
        });
        try {
          callOff = await this.#take(id, signal, release);
        } catch (fault) {
          await memory.unlock();
          throw fault;
        }
      },
      unlock: async () => {
        callOff?.();
        try {
          await this.#give(id);
        } finally {
          await memory.unlock();
        }
      },
    };
  }

  /** By what name this process has it now. */
  holder(id: string): string {
    return this.#holders.get(id) ?? "";
  }

  async #take(id: string, signal: AbortSignal, release: RequestRelease): Promise<() => void> {
    const { clock, random, commit } = this.parts;
    const holder = newId(random);
    const began = clock.now();
    const say = () => {
      const now = clock.now();
      return commit.submit({ rows: [hold(id, holder, now, now + LEASE)] });
    };
    for (;;) {
      try {
        await say();
        break;
      } catch (fault) {
        // there is no such upload, or another node has it
        if (!Refusal.is(fault, "conflict")) throw fault;
        if (signal.aborted || clock.now() - began > PATIENCE) throw locked();
        await restOf(clock, LOOK, signal);
      }
    }
    this.#holders.set(id, holder);
    return this.#renew(say, release);
  }

  /** Says again and again that it is still this one's; where that fails, what writes is ended. */
  #renew(say: () => Promise<unknown>, release: RequestRelease): () => void {
    const { clock, log } = this.parts;
    let ended = false;
    let callOff = (): void => undefined;
    const next = () => {
      callOff = clock.after(LEASE / 3, () => {
        say().then(
          () => {
            if (!ended) next();
          },
          async (fault: unknown) => {
            log.warn({ err: fault }, "an upload could not be kept for its writer");
            await release();
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

  async #give(id: string): Promise<void> {
    const holder = this.holder(id);
    this.#holders.delete(id);
    await this.parts.commit.submit({ rows: [letGo(id, holder)] }).catch((fault: unknown) => {
      this.parts.log.debug({ err: fault }, "an upload could not be let go; that happens by itself");
    });
  }
}
