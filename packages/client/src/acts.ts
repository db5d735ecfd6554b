import { type Entry, type FriendRequest, type Params, type Result, selfId } from "@skein/protocol";
import type { Contacts } from "./contacts.ts";
import type { ContactsInStep } from "./contacts-in-step.ts";
import type { Emitter } from "./emitter.ts";
import { SkeinError } from "./error.ts";
import type { ClientEvents } from "./events.ts";
import type { Caller } from "./link/requests.ts";
import type { Outbox } from "./outbox.ts";
import type { Act, ActName } from "./own.ts";
import type { OutboxRecord } from "./store/store.ts";

interface Setup {
  readonly caller: Caller;
  readonly outbox: Outbox;
  readonly contacts: ContactsInStep;
  readonly known: Contacts;
  readonly events: Emitter<ClientEvents>;
  readonly me: () => string;
  /** The server's time as this device knows it. */
  readonly now: () => number;
}

/** How long a request may be answered, until the server says it. */
const ANSWERABLE = 14 * 86_400_000;

/** With what the server answers an act that was carried out before, or that somebody else has done. */
const DONE: { readonly [N in ActName]?: readonly string[] } = {
  "contact.request": ["already_asked", "already_friends"],
  "contact.withdraw": ["not_found"],
  "contact.remove": ["not_found"],
  "contact.unblock": ["not_found"],
  "group.leave": ["not_found"],
};

/**
 * What one does about people and groups, also without a link: at once where there is one, else it waits in the outbox, in the order in
 * which it was wanted, and shows as if it were done. What the server makes of it then is the same for all devices.
 */
export class Acts {
  constructor(private readonly is: Setup) {}

  /**
   * @returns what the server answered; undefined where it waits for a link
   * @throws SkeinError what the server refused
   */
  async act<N extends ActName>(name: N, params: Params<N>): Promise<Result<N> | undefined> {
    const { caller, outbox } = this.is;
    const queue = this.queueOf(params);
    // what was wanted before goes first
    if (outbox.of(queue).every(({ error }) => error)) {
      try {
        return await caller.call(name, params);
      } catch (thrown) {
        // without an answer it may have been done: doing it again changes nothing
        const { retry, name: error } = SkeinError.from(thrown);
        if (retry !== "later" || error === "rate_limited") throw thrown;
      }
    }
    outbox.own(queue, name, params);
    this.show({ kind: name, body: params });
    return undefined;
  }

  /** All that waits, over what the server told of before it has heard of it. */
  showAll(): void {
    for (const record of this.is.outbox.of(this.people)) if (!record.error) this.show(record);
  }

  /** The server did not want it, now that it has heard of it. */
  async refused({ conv, kind, ref = 0, body }: OutboxRecord, error: SkeinError): Promise<void> {
    const { contacts, known, events } = this.is;
    const told = { conversation: conv === this.people ? "" : conv, kind, seq: ref, error };
    if (conv !== this.people) {
      if (!isDone(kind, error)) events.emit("refused", told);
      return;
    }
    await contacts.again();
    if (isDone(kind, error)) return;
    // answered elsewhere meanwhile, maybe as it was here
    const { user, accept } = body as { readonly user: string; readonly accept?: boolean };
    const isSo = kind === "contact.answer" && (known.of(user)?.friend !== undefined) === accept;
    if (!isSo) events.emit("refused", told);
  }

  private get people(): string {
    return `${selfId(this.is.me())}:people`;
  }

  /** What is done to one group waits with what is said there. */
  private queueOf(params: object): string {
    return (params as { readonly conv?: string }).conv ?? this.people;
  }

  /** Applies it as the self log would tell of it; a group shows what waits by itself. */
  private show({ kind, body }: { readonly kind: string; readonly body: object }): void {
    const act = { name: kind, ...body } as Act;
    const now = this.is.now();
    const me = this.is.me();
    switch (act.name) {
      case "contact.block":
        return this.contact({ user: act.user, blocked: now });
      case "contact.unblock":
        return this.contact({ user: act.user, blocked: null });
      case "contact.remove":
        return this.contact({ user: act.user, friend: null });
      case "contact.remark":
        return this.contact({ user: act.user, remark: act.remark ?? null, pinyin: null });
      case "contact.withdraw":
        return this.settle(this.open(me, act.user), "withdrawn");
      case "contact.answer":
        if (act.accept) this.contact({ user: act.user, friend: now });
        return this.settle(this.open(act.user, me), act.accept ? "accepted" : "refused");
      case "contact.request": {
        const theirs = this.open(act.user, me);
        if (theirs) {
          this.contact({ user: act.user, friend: now });
          return this.settle(theirs, "accepted");
        }
        const times = { created: now, expires: now + ANSWERABLE };
        return this.request({ from: me, to: act.user, greeting: act.greeting ?? "", state: "open", ...times });
      }
      default:
        return undefined;
    }
  }

  private open(by: string, of: string): FriendRequest | undefined {
    const all = this.is.known.requests.get();
    return all.find(({ from, to, state }) => from === by && to === of && state === "open");
  }

  private settle(request: FriendRequest | undefined, state: FriendRequest["state"]): void {
    if (request) this.request({ ...request, state });
  }

  private request(request: FriendRequest): void {
    this.is.contacts.entry({ kind: "self.request", body: { request } } as Entry);
  }

  private contact(change: object): void {
    this.is.contacts.entry({ kind: "self.contact", body: change } as Entry);
  }
}

function isDone(kind: string, { name }: SkeinError): boolean {
  return DONE[kind as ActName]?.includes(name) === true;
}
