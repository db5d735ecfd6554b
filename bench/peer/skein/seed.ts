import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { directId, LIMITS } from "@skein/protocol";
import { createCore } from "@skein/server";
import type { Population } from "../peer.ts";
import { benchConfig, type Shared } from "./settings.ts";
import { tokenOf } from "./token.ts";

/**
 * Fills a store with people and groups by the server's own commands, in a process that ends before the measured server
 * starts: what seeding leaves in memory must not be counted.
 */

/** Requests under way at once: they share commits. */
const AT_ONCE = 256;

/** What is to be made where. */
export interface Seeding {
  readonly population: Population;
  readonly folder: string;
  readonly secret: string;
  /** Undefined for a server that keeps everything in its folder. */
  readonly shared?: Shared | undefined;
}

/** What the harness and the generator must know of what was made. */
export interface Seeded {
  readonly credentials: string[];
  readonly conversations: string[];
}

const { population, folder, secret, shared } = (await Bun.file(process.argv[2] ?? "").json()) as Seeding;
await mkdir(folder, { recursive: true });
const core = await createCore(benchConfig(folder, secret, shared));
const credentials = Array.from({ length: population.users }, (_, user) => tokenOf(nameOf(user), secret));

// The first sight of a token makes its person.
await each(population.users, (user) => call(user, "account.get", {}));
const conversations: string[] = [];
await each(population.conversations.length, async (number) => {
  conversations[number] = await make(number, population.conversations[number] ?? []);
});
await core.close();
await Bun.write(join(folder, "seeded.json"), JSON.stringify({ credentials, conversations } satisfies Seeded));

function nameOf(user: number): string {
  return `u${user}`;
}

async function make(number: number, members: readonly number[]): Promise<string> {
  const [first = 0, ...others] = members;
  // A direct conversation begins with its first message.
  if (others.length === 1) return directId(nameOf(first), nameOf(others[0] ?? 0));
  const users = others.map(nameOf);
  const group = { key: `bench-group-${number}`, name: `Group ${number}`, users: users.slice(0, LIMITS.membersPerCall) };
  const { conversation } = (await call(first, "group.create", group)) as { conversation: { id: string } };
  for (let at = LIMITS.membersPerCall; at < users.length; at += LIMITS.membersPerCall) {
    const more = users.slice(at, at + LIMITS.membersPerCall);
    await call(first, "group.add", { conv: conversation.id, users: more });
  }
  return conversation.id;
}

async function call(user: number, command: string, params: object): Promise<unknown> {
  const request = new Request(`http://bench/v1/${command}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${credentials[user]}` },
    body: JSON.stringify(params),
  });
  const response = await core.answer(request, "bench");
  if (!response.ok) throw new Error(`${command}: ${await response.text()}`);
  return await response.json();
}

async function each(count: number, work: (number: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
