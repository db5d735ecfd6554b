import { directPeer } from "@skein/protocol";
import type { Command } from "../../command/command.ts";
import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import type { Log } from "../../kit/log.ts";
import type { Commit } from "../../message/commit.ts";
import type { People } from "../../message/people.ts";
import type { Statement, Storage } from "../../storage/storage.ts";
import { ownContactCommands } from "./commands/contacts.ts";
import { requestCommands } from "./commands/requests.ts";
import { selfCommands } from "./commands/self.ts";
import type { Parts } from "./parts.ts";
import { Standings } from "./standings.ts";
import { Store } from "./store.ts";
import type { ContactTell } from "./tell.ts";
import { clearFromOthers } from "./clear.ts";
import { eraseOwn } from "./write.ts";
import type { Told } from "../../message/apply.ts";

export interface ContactDeps {
  readonly storage: Pick<Storage, "query">;
  readonly people: People;
  readonly commit: Pick<Commit, "submit">;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly pinyinOf: (name: string) => string;
  /** When people were last seen, ms; undefined for never. */
  readonly lastSeen: (of: readonly string[]) => Promise<ReadonlyMap<string, number | undefined>>;
  /** Somebody may be seen by others than before. */
  readonly resight: (person: string) => Promise<void>;
  readonly log: Log;
}

/** What people are to each other, and what follows from it for the rest of the server. */
export interface Contacts {
  /** The rows of `contact.*`. */
  readonly commands: readonly Command[];
  /** Refuses what is said to somebody who does not take it; at once where it is known. [PRIV-1] [BLOCK-1] */
  maySay(saying: { readonly user: string; readonly conv: string }): undefined | Promise<undefined>;
  /** Whether what somebody does in a conversation is told to the other person of it. */
  mayWrite(user: string, conv: string): boolean | Promise<boolean>;
  /** When people were last seen; only those whom `asker` may see are in the answer. [PRES-3] [PRIV-3] */
  visible(asker: string, of: readonly string[]): Promise<ReadonlyMap<string, number | undefined>>;
  /** Of these people, those who may see a person come and go. */
  seers(of: string, askers: readonly string[]): Promise<ReadonlySet<string>>;
  /** What is the person's own, to be erased with their account. */
  erase(person: string): Statement[];
  /** Takes them out of what is others', once their account is gone. */
  clear(person: string): Promise<void>;
  /** Heeds what a write told, on whichever node it was written; what is not of this room is passed over. */
  hear(told: Told): void;
  /** Some was not heard: everything is read anew. */
  forget(): void;
  /** Waits for what is being told. */
  close(): Promise<void>;
}

export function createContacts(deps: ContactDeps): Contacts {
  const { storage, resight, lastSeen, log, ...shared } = deps;
  const store = new Store(storage);
  const standings = new Standings(store);
  const parts: Parts = { ...shared, store, standings };
  /** One after the other: of two changes the later one must be told last. */
  let telling = Promise.resolve();
  const seenAnew = (...people: readonly string[]): void => {
    telling = telling.then(async () => {
      try {
        for (const person of people) await resight(person);
      } catch (fault) {
        log.warn({ err: fault, people }, "who sees somebody from now on could not be told");
      }
    });
  };
  const mayWrite: Contacts["mayWrite"] = (user, conv) => {
    const peer = directPeer(conv, user);
    return peer === undefined || standings.mayWrite(user, peer, conv);
  };
  return {
    commands: [...ownContactCommands(parts), ...requestCommands(parts), ...selfCommands(parts)],
    mayWrite,
    maySay({ user, conv }) {
      const may = mayWrite(user, conv);
      if (may instanceof Promise) return may.then(accepted);
      return accepted(may);
    },
    async visible(asker, of) {
      return lastSeen([...(await store.visible(asker, of))]);
    },
    seers: (of, askers) => store.seers(of, askers),
    erase: eraseOwn,
    clear: (person) => clearFromOthers(parts, person),
    hear(told) {
      const what = told as ContactTell;
      if (what[0] === "contact") {
        standings.changed(what[1], what[2]);
        seenAnew(what[1], what[2]);
      } else if (what[0] === "privacy" || what[0] === "erased") {
        const person = typeof what[1] === "string" ? what[1] : what[1].id;
        standings.chosen(person);
        seenAnew(person);
      }
    },
    forget() {
      standings.forgetAll();
    },
    close: () => telling,
  };
}

function accepted(may: boolean): undefined {
  if (!may) throw new Refusal("not_accepted");
}
