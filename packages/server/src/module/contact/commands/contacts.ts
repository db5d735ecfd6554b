import { directId } from "@skein/protocol";
import { command, type Command } from "../../../command/command.ts";
import { againOnConflict } from "../../../kit/again.ts";
import { Json } from "../../../message/encode.ts";
import type { Draft } from "../../../storage/storage.ts";
import { isOpen, mustBeOther } from "../access.ts";
import type { Parts } from "../parts.ts";
import { tell } from "../tell.ts";
import {
  contactEntry,
  endRequest,
  hideRequest,
  requestEntry,
  roomForContacts,
  setField,
  setRemark,
  sweep,
  takeField,
  takeTurn,
} from "../write.ts";
import { shown } from "./requests.ts";

/** Contacts in a page that does not say how many. */
const PAGE = 200;

/** What others are to a person: friends, names for them, whom they blocked. */
export function ownContactCommands(parts: Parts): Command[] {
  const { store, standings, people, commit, clock, pinyinOf } = parts;
  return [
    command(
      "contact.list",
      async (caller, { after = "", limit = PAGE }) => {
        const found = await store.contacts(caller.user, after, limit + 1);
        const contacts = found.slice(0, limit);
        const last = found.length > limit ? contacts.at(-1) : undefined;
        const profiles = await people.profiles(contacts.map(({ user }) => user));
        const told = JSON.stringify({ contacts, ...(last && { next: last.user }) });
        return new Json(`${told.slice(0, -1)},"users":[${profiles.join(",")}]}`);
      },
      3,
    ),
    command(
      "contact.get",
      async (caller, { user }) => {
        if (user !== caller.user) await mustBeOther(parts, caller.user, user);
        const [contact, write, mine, theirs] = await Promise.all([
          store.contact(caller.user, user),
          standings.mayWrite(caller.user, user, directId(caller.user, user)),
          store.request(caller.user, user),
          store.request(user, caller.user),
        ]);
        const latest = [mine, theirs?.hidden ? undefined : theirs]
          .filter((request) => request !== undefined)
          .toSorted(
            (a, b) => Number(isOpen(b, clock.now())) - Number(isOpen(a, clock.now())) || b.created - a.created,
          )[0];
        const told = JSON.stringify({ contact, write, ...(latest && { request: shown(latest) }) });
        return new Json(`${told.slice(0, -1)},"users":[${(await people.profiles([user])).join(",")}]}`);
      },
      2,
    ),
    command("contact.remark", async (caller, { user, remark }) => {
      await mustBeOther(parts, caller.user, user);
      const name = remark?.trim() ?? null;
      const pinyin = (name === null ? "" : pinyinOf(name)) || null;
      await commit.submit({
        rows: [setRemark(caller.user, user, name, pinyin), sweep(caller.user, user), roomForContacts(caller.user)],
        entries: [contactEntry(caller.user, { user, remark: name, pinyin })],
      });
      return {};
    }),
    command("contact.remove", async (caller, { user }) => {
      await commit.submit({
        rows: [
          takeField(caller.user, user, "friend"),
          takeField(user, caller.user, "friend"),
          sweep(caller.user, user),
          sweep(user, caller.user),
        ],
        entries: [
          contactEntry(caller.user, { user, friend: null }),
          contactEntry(user, { user: caller.user, friend: null }),
        ],
        tell: tell(["contact", caller.user, user]),
      });
      return {};
    }),
    command("contact.block", async (caller, { user }) => {
      await mustBeOther(parts, caller.user, user);
      await againOnConflict(() => block(caller.user, user));
      return {};
    }),
    command("contact.unblock", async (caller, { user }) => {
      await commit.submit({
        rows: [takeField(caller.user, user, "blocked"), sweep(caller.user, user)],
        entries: [contactEntry(caller.user, { user, blocked: null })],
        tell: tell(["contact", caller.user, user]),
      });
      return {};
    }),
  ];

  /** The one who is blocked goes on seeing what they saw; a request of one's own is taken back. [BLOCK-3] [BLOCK-4] */
  async function block(person: string, user: string): Promise<void> {
    const now = clock.now();
    if ((await store.contact(person, user)).blocked !== undefined) return;
    const [own, theirs] = await Promise.all([store.request(person, user), store.request(user, person)]);
    const entries: Draft[] = [contactEntry(person, { user, blocked: now })];
    const rows = [
      takeTurn(person, user),
      setField(person, user, "blocked", now),
      roomForContacts(person),
      hideRequest(user, person),
    ];
    if (isOpen(own, now)) {
      rows.push(endRequest(person, user, "withdrawn", now));
      const over = { ...own, state: "withdrawn" as const };
      entries.push(requestEntry(person, over), ...(own.hidden ? [] : [requestEntry(user, over)]));
    }
    // for one's own devices it is over, whatever the other one sees
    if (isOpen(theirs, now) && !theirs.hidden) entries.push(requestEntry(person, { ...theirs, state: "withdrawn" }));
    await commit.submit({ rows, entries, tell: tell(["contact", person, user]) });
  }
}
