import { type Client, createClient, memoryStore, type Store } from "@skein/client";
import { ClockFace, type SimWorld, type TestPerson } from "../src/index.ts";

/** A device of a person on virtual time, with the SDK, at the cable of this name. */
export function device(world: SimWorld, name: string, person: TestPerson, store: Store = memoryStore()): Client {
  const { clock, network, random } = world;
  return createClient({
    url: "http://sim",
    token: person.token,
    user: person.id,
    store,
    transport: network.cable(name).transport,
    clock: new ClockFace(clock).client,
    random: random.fork().next,
    wake: () => () => undefined,
  });
}
