import type { KeptDraft } from "@skein/protocol";
import type { Background } from "./background.ts";
import type { Clock, Timer } from "./clock.ts";
import type { OwnBodies } from "./own.ts";
import { makeKey, type Random } from "./key.ts";
import type { Caller } from "./link/requests.ts";
import type { Talk } from "./talk.ts";

interface Setup {
  readonly caller: Caller;
  readonly clock: Clock;
  readonly random: Random;
  readonly background: Background;
  readonly talk: (id: string) => Talk;
  /** Writes it down on this device. */
  readonly keep: (talk: Talk) => void;
  /** What the server has of it is another one. */
  readonly saved: (talk: Talk) => void;
  /** Lets the server know, in the place of what waits for that already. */
  readonly send: (draft: OwnBodies["self.draft"]) => void;
  readonly waits: (conv: string) => boolean;
}

/** Who writes is not interrupted; whoever stops for so long has their other devices told. */
const PAUSE = 2_000;
/** Own stamps that may still come back. */
const STAMPS = 100;

/** What was written and not sent, in step on one's devices: the last one saved stands, but never over what is being written. [KEEP-6] */
export class Drafts {
  private readonly timers = new Map<string, Timer>();
  private readonly stamps = new Set<string>();
  private readonly wanted = new Set<string>();

  constructor(private readonly is: Setup) {}

  /** What is in the field has changed; on this device it is kept already. */
  changed(talk: Talk): void {
    const { draft: text, draftReply: reply } = talk;
    this.timers.get(talk.id)?.cancel();
    this.timers.delete(talk.id);
    // sent before anybody was told of it: there is nothing to tell
    if (text === "" && reply === undefined) this.save(talk);
    else
      this.timers.set(
        talk.id,
        this.is.clock.after(PAUSE, () => this.save(talk)),
      );
  }

  /** The server tells what it has. */
  told(talk: Talk, { text, reply }: KeptDraft): void {
    if (this.timers.has(talk.id) || this.is.waits(talk.id)) return;
    if ((talk.draft ?? "") === text && talk.draftReply === reply) return;
    talk.draft = text;
    talk.draftReply = reply;
    this.is.keep(talk);
    talk.touch();
  }

  /** A draft was saved, by this device or another. */
  signal({ conv, stamp }: { readonly conv: string; readonly stamp: string }, v: number): void {
    const talk = this.is.talk(conv);
    if (!talk.summary || v <= (talk.summary.draft?.v ?? 0)) return;
    if (this.stamps.delete(stamp)) {
      talk.summary = { ...talk.summary, draft: { v, text: talk.draft ?? "" } };
      this.is.saved(talk);
      return;
    }
    this.wanted.add(conv);
    this.resume();
  }

  /** Reads what others of one's devices have saved. */
  resume(): void {
    if (this.wanted.size > 0) this.is.background(() => this.read());
  }

  private async read(): Promise<void> {
    const convs = [...this.wanted].slice(0, STAMPS);
    for (const conv of convs) this.wanted.delete(conv);
    try {
      const { drafts } = await this.is.caller.call("conversation.drafts", { convs });
      for (const { conv, ...draft } of drafts) {
        const talk = this.is.talk(conv);
        if (!talk.summary || draft.v <= (talk.summary.draft?.v ?? 0)) continue;
        talk.summary = { ...talk.summary, draft };
        this.told(talk, draft);
        this.is.saved(talk);
      }
    } catch (error) {
      for (const conv of convs) this.wanted.add(conv);
      throw error;
    }
  }

  private save(talk: Talk): void {
    this.timers.delete(talk.id);
    const { draft: text = "", draftReply: reply, id: conv, summary } = talk;
    if (text === "" && !summary?.draft?.text && !this.is.waits(conv)) return;
    const stamp = makeKey(this.is.clock.now(), this.is.random).replaceAll("-", "");
    if (this.stamps.size >= STAMPS) this.stamps.clear();
    this.stamps.add(stamp);
    this.is.send({ conv, stamp, text, ...(reply !== undefined && { reply }) });
  }
}
