import { type Client, createClient, loadRest, memoryStore, type Store } from "@skein/client";
import { CLIENT_LIMITS } from "@skein/protocol";
import { expect, test } from "bun:test";
import { ClockFace, type SimWorld, startCore, type TestPerson } from "../src/index.ts";

/* What the SDK knows of groups, at the real server on virtual time. */

// What the core loads when it is first needed would come on the time of this machine, not on the world's.
await loadRest();

function device(world: SimWorld, cable: string, { id, token }: TestPerson, store: Store = memoryStore()): Client {
  const { clock, network, random } = world;
  return createClient({
    url: "http://sim",
    token,
    user: id,
    store,
    transport: network.cable(cable).transport,
    clock: new ClockFace(clock).client,
    random: random.fork().next,
    wake: () => () => undefined,
  });
}

/** Takes the link away, and lets it come back. */
function away(world: SimWorld, name: string): { back(): void } {
  const cable = world.network.cable(name);
  cable.weather = { latency: 20, jitter: 0, refused: 1, unanswered: 0 };
  cable.cut();
  return { back: () => cable.heal() };
}

/** Lets time pass until it is done. */
async function during<T>({ clock }: SimWorld, act: Promise<T>): Promise<T> {
  const [result] = await Promise.all([act, clock.advance(5_000)]);
  return result;
}

test("[GROUP-21] what others call themselves in a group shows, live, after an absence and from the store; in a large group once somebody looks", async () => {
  await using world = await startCore();
  const { clock, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const kept = memoryStore();
  const hers = device(world, "ann", ann, kept);
  const his = device(world, "bob", bob);
  await clock.advance(1_000);
  const { id } = await during(world, hers.createGroup({ name: "Geese", users: [bob.id] }));
  await clock.advance(2_000);
  const nicks = (client: Client) => client.conversation(id).view.get()?.nicks?.[bob.id];
  const call = (nick: string) => during(world, his.call("group.nick", { conv: id, nick }));
  await call("Leader");
  expect(nicks(hers)).toBe("Leader");
  expect(his.conversation(id).view.get()?.nick).toBe("Leader");
  // away, and changed meanwhile
  const tunnel = away(world, "ann");
  await call("Rear");
  expect(nicks(hers)).toBe("Leader");
  tunnel.back();
  await clock.advance(10_000);
  expect(nicks(hers)).toBe("Rear");

  // it grows: nobody tells any more, what is known stays
  const others: string[] = [];
  for (let n = 1; n <= CLIENT_LIMITS.marksPushed; n++) others.push((await server.person(`P${n}`)).id);
  await during(world, hers.conversation(id).add(others));
  await clock.advance(3_000);
  expect(nicks(hers)).toBe("Rear");
  const late = device(world, "late", ann);
  await clock.advance(3_000);
  expect(nicks(late)).toBeUndefined();
  late.conversation(id).learnNicks([bob.id, others[0] ?? ""]);
  late.conversation(id).learnNicks([bob.id]);
  await clock.advance(1_000);
  expect(late.conversation(id).view.get()?.nicks).toEqual({ [bob.id]: "Rear" });
  const again = away(world, "late");
  await call("");
  again.back();
  await clock.advance(10_000);
  expect(late.conversation(id).view.get()?.nicks?.[bob.id] ?? "").toBe("");
  await call("Leader");
  expect([nicks(hers), nicks(late)]).toEqual(["Leader", "Leader"]);

  // the same device begins anew without a link
  await during(world, hers.close());
  away(world, "cold");
  const cold = device(world, "cold", ann, kept);
  await clock.advance(1_000);
  expect(nicks(cold)).toBe("Leader");
  for (const client of [cold, late, his]) await during(world, client.close());
});

test("[GROUP-10] who must wait in a slow group can speak elsewhere meanwhile, and what waits goes out by itself", async () => {
  await using world = await startCore();
  const { clock, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const [hers, his] = [device(world, "ann", ann), device(world, "bob", bob)];
  await clock.advance(1_000);
  const { id } = await during(world, hers.createGroup({ name: "Geese", users: [bob.id] }));
  await during(world, hers.call("group.update", { conv: id, settings: { slow: 60 } }));
  const other = await during(world, his.openDirect(ann.id));
  const slow = his.conversation(id);
  const ends = [slow.timeline.open(), other.timeline.open()];
  slow.send({ text: "one" });
  await clock.advance(1_000);
  slow.send({ text: "two" });
  await clock.advance(1_000);
  other.send({ text: "hello" });
  await clock.advance(2_000);
  const last = (items: readonly { readonly state: string }[]) => items.at(-1)?.state;
  expect(last(slow.timeline.state.get().items)).toBe("pending");
  expect(last(other.timeline.state.get().items)).not.toBe("pending");
  await clock.advance(60_000);
  expect(last(slow.timeline.state.get().items)).not.toBe("pending");
  for (const end of ends) end();
  for (const client of [hers, his]) await during(world, client.close());
});

test("[GROUP-3] whoever is removed is told by their own log before the group goes, also what happened while away", async () => {
  await using world = await startCore();
  const { clock, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const [hers, his] = [device(world, "ann", ann), device(world, "bob", bob)];
  await clock.advance(1_000);
  const { id } = await during(world, hers.createGroup({ name: "Geese", users: [bob.id] }));
  await clock.advance(2_000);
  const told: unknown[] = [];
  his.on("self", (entry) => {
    if (entry.kind === "self.left") told.push([entry.body.reason, his.conversation(id).view.get()?.name]);
  });
  const tunnel = away(world, "bob");
  await during(world, hers.call("group.ban", { conv: id, user: bob.id }));
  tunnel.back();
  await clock.advance(10_000);
  expect(told).toEqual([["banned", "Geese"]]);
  expect(his.conversation(id).view.get()).toBeUndefined();
  for (const client of [hers, his]) await during(world, client.close());
});
