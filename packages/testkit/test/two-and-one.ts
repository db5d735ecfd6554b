import { type Client, memoryStore, type Store } from "@skein/client";
import type { SimWorld, TestPerson } from "../src/index.ts";
import { device } from "./device.ts";

/** Two devices of Ann and one of Bob, at the real server on virtual time. */
export interface TwoAndOne {
  readonly ann: TestPerson;
  readonly bob: TestPerson;
  readonly phone: Client;
  readonly desk: Client;
  readonly his: Client;
  /** Where the phone keeps what it knows. */
  readonly store: Store;
}

export async function twoAndOne(world: SimWorld): Promise<TwoAndOne> {
  const { clock, server } = world;
  const [ann, bob] = [await server.person("Ann"), await server.person("Bob")];
  const store = memoryStore();
  const [phone, desk] = [device(world, "phone", ann, store), device(world, "desk", ann)];
  const his = device(world, "his", bob);
  await clock.advance(2_000);
  return { ann, bob, phone, desk, his, store };
}

/** Lets a device back on the network, and waits until it is in step again. */
export async function healed({ network, clock }: SimWorld, name: string): Promise<void> {
  network.cable(name).heal();
  await clock.advance(60_000);
}
