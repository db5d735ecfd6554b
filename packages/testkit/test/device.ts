import { type Client, createClient, memoryStore, type Store } from "@skein/client";
import { ClockFace, type SimWorld, type TestPerson } from "../src/index.ts";

export interface SimDevice {
  readonly client: Client;
  readonly face: ClockFace;
}

/** A device of a person on virtual time, with the SDK, at the cable of this name. */
export function device(...of: Parameters<typeof simDevice>): Client {
  return simDevice(...of).client;
}

/** The same with its clock, for one that is to die. */
export function simDevice(
  { clock, network, random }: SimWorld,
  name: string,
  person: TestPerson,
  store: Store = memoryStore(),
): SimDevice {
  const face = new ClockFace(clock);
  const client = createClient({
    url: "http://sim",
    token: person.token,
    user: person.id,
    store,
    transport: network.cable(name).transport,
    clock: face.client,
    random: random.fork().next,
    wake: () => () => undefined,
  });
  return { client, face };
}

/** Takes devices off the network, until they are healed. */
export function cutOff({ network }: SimWorld, ...names: readonly string[]): void {
  for (const name of names) {
    network.cable(name).weather = { latency: 20, jitter: 0, refused: 1, unanswered: 0 };
    network.cable(name).cut();
  }
}
