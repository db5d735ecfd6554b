import type { CommandName, Params, Result } from "@skein/protocol/schema";
import { DEMO_PEOPLE, type DemoLogin, type DemoPerson } from "./people.ts";
import { DEMO_DIRECTS, DEMO_GROUPS, type DemoTalk } from "./talk.ts";

/** Somebody who is signed in and does things. */
export interface Actor extends AsyncDisposable {
  readonly user: string;
  ask<N extends CommandName>(name: N, params: Params<N>): Promise<Result<N>>;
}

/** Where the demo is played: whatever can make people and act as them. */
export interface Stage {
  /** The id of the person with this log-in name; made when there is none. */
  person(person: DemoPerson): Promise<string>;
  actor(user: string): Promise<Actor>;
  /** Whether it was played here before, to its end. */
  readonly played: boolean;
  finish(): void;
}

/** The people of the demo. */
export type Cast = readonly { readonly user: string; readonly name: string }[];

/** How many of the latest messages each person has not read yet, so that there is something unread for everyone. */
const UNREAD = [3, 0, 5, 1, 2, 4];

/**
 * Makes the people and lets them talk, once: keys are the same each time, so that a play which was cut off in the middle
 * goes on where it stood.
 */
export async function play(stage: Stage): Promise<Cast> {
  const users: string[] = [];
  for (const person of DEMO_PEOPLE) users.push(await stage.person(person));
  if (!stage.played) {
    await perform(stage, users);
    stage.finish();
  }
  return DEMO_PEOPLE.map(({ name }, i) => ({ name, user: users[i] ?? "" }));
}

async function perform(stage: Stage, users: readonly string[]): Promise<void> {
  await using company = new Company();
  for (const [i, { login, color, about }] of DEMO_PEOPLE.entries()) {
    const actor = await stage.actor(users[i] ?? "");
    company.add(login, actor);
    await actor.ask("account.update", { color, about });
  }
  for (const talk of DEMO_DIRECTS) {
    const [first, second] = talk.between;
    const opened = await company.of(first).ask("conversation.open", { user: company.of(second).user });
    const head = await speak(company, talk, opened.conversation.id);
    // whoever spoke last is waiting for the other, who has seen all but that
    const last = talk.lines.at(-1)?.[0];
    const reader = company.of(last === first ? second : first);
    await reader.ask("conversation.mark", {
      marks: [{ conv: opened.conversation.id, read: head - 1, delivered: head }],
    });
  }
  for (const group of DEMO_GROUPS.toReversed()) {
    const [maker = "mina", ...others] = group.members;
    const { name, color } = group;
    const opened = await company.of(maker).ask("group.create", {
      key: `demo-${group.id}`,
      name,
      color,
      users: others.map((login) => company.of(login).user),
    });
    const head = await speak(company, group, opened.conversation.id);
    for (const login of group.members) {
      const read = Math.max(0, head - (UNREAD[DEMO_PEOPLE.findIndex((one) => one.login === login)] ?? 0));
      await company
        .of(login)
        .ask("conversation.mark", { marks: [{ conv: opened.conversation.id, read, delivered: head }] });
    }
  }
}

/** Says every line in turn; the seq of the last one. */
async function speak(company: Company, { id, lines }: DemoTalk, conv: string): Promise<number> {
  let head = 0;
  for (const [i, [who, text]] of lines.entries()) {
    const said = await company
      .of(who)
      .ask("message.send", { conv, key: `demo-${id}-${i}`, kind: "text", body: { text } });
    head = said.seq;
  }
  return head;
}

/** Those on stage; all are signed out at the end. */
class Company implements AsyncDisposable {
  readonly #actors = new Map<DemoLogin, Actor>();

  add(login: DemoLogin, actor: Actor): void {
    this.#actors.set(login, actor);
  }

  of(login: DemoLogin): Actor {
    const actor = this.#actors.get(login);
    if (!actor) throw new Error(`${login} is not on stage`);
    return actor;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const actor of this.#actors.values()) await actor[Symbol.asyncDispose]();
  }
}
