import type { KeptDraft } from "@skein/protocol";
import type { Clock, Timer } from "./clock.ts";
import type { OwnBodies } from "./own.ts";
import { makeKey, type Random } from "./key.ts";
import type { Talk } from "./talk.ts";

interface Setup {
  readonly clock: Clock;
  readonly random: Random;
  readonly talk: (id: string) => Talk;
  /** Writes it down on this device. */
  readonly keep: (talk: Talk) => void;
  /** What the server has of it is another one. */
  readonly saved: (talk: Talk) => void;
  /** Lets the server know, in the place of what waits for that already. */
  readonly send: (draft: OwnBodies["self.draft"]) => void;
  /** Whether something of a conversation's draft waits to be told. */
  readonly waits: (conv: string) => boolean;
  /** Asks the server how a conversation is. */
  readonly refresh: (conv: string) => void;
}

/** Who writes is not interrupted; whoever stops for so long has their other devices told. */
const PAUSE = 2_000;
/** Own stamps that may still come back. */
const STAMPS = 100;

/** What was written and not sent, in step on one's devices: the last one saved stands, but never over what is being written. [KEEP-6] */
export class Drafts {
  private readonly timers = new Map<string, Timer>();
  private readonly stamps = new Set<string>();

  constructor(private readonly is: Setup) {}

  /** What is in the field has changed; on this device it is kept already. */
  changed(talk: Talk): void {
    this.timers.get(talk.id)?.cancel();
    this.timers.delete(talk.id);
    // sent before anybody was told of it: there is nothing to tell
    if (!talk.draft) this.save(talk);
    else
      this.timers.set(
        talk.id,
        this.is.clock.after(PAUSE, () => this.save(talk)),
      );
  }

  /** The server tells what it has. */
  told(talk: Talk, { text, reply }: KeptDraft): void {
    if (this.timers.has(talk.id) || this.is.waits(talk.id)) return;
    if (!talk.redraft(text, reply)) return;
    this.is.keep(talk);
    talk.touch();
  }

  /** A draft was saved, by this device or another. */
  signal({ conv, stamp }: { readonly conv: string; readonly stamp: string }, v: number): void {
    const talk = this.is.talk(conv);
    if (!talk.summary || v <= (talk.summary.draft?.v ?? 0)) return;
    if (this.stamps.delete(stamp)) {
      talk.summary = { ...talk.summary, draft: { v, ...draftOf(talk) } };
      this.is.saved(talk);
      return;
    }
    // asked for with the conversation: until it is there, this device takes up from before
    this.is.refresh(conv);
  }

  private save(talk: Talk): void {
    this.timers.delete(talk.id);
    const { id: conv, summary } = talk;
    if (!talk.draft && !summary?.draft?.text && !this.is.waits(conv)) return;
    const stamp = makeKey(this.is.clock.now(), this.is.random).replaceAll("-", "");
    if (this.stamps.size >= STAMPS) this.stamps.clear();
    this.stamps.add(stamp);
    this.is.send({ conv, stamp, ...draftOf(talk) });
    if (talk.draft) {
      // with what waits to be told, in one write
      talk.draft = draftOf(talk);
      this.is.keep(talk);
    }
  }
}

/** As the server has it. */
function draftOf({ draft }: Talk): { readonly text: string; readonly reply?: number } {
  return { text: draft?.text ?? "", ...(draft?.reply !== undefined && { reply: draft.reply }) };
}
