import { Client } from "./client.ts";
import { SkeinError } from "./error.ts";
import type { ClientOptions } from "./options.ts";

/**
 * Makes a client and returns at once: it shows what is stored, dials, and comes back by itself when the link breaks.
 *
 * @example
 * const client = createClient({ url: "https://chat.example.com", token, user: "ann", store: indexedDbStore() });
 * client.conversations.subscribe(() => render(client.conversations.get()));
 */
export function createClient(options: ClientOptions): Client {
  return new Client(options);
}

/**
 * Makes a client and resolves once everything is there and live.
 *
 * @throws SkeinError when the client stops instead: a refused token, for instance
 * @example await using client = await connect({ url: "http://localhost:7300", token });
 */
export async function connect(options: ClientOptions): Promise<Client> {
  const client = createClient(options);
  await new Promise<void>((resolve, reject) => {
    const look = (): void => {
      const { phase, reason } = client.connection.get();
      if (phase === "online" || phase === "stopped") end();
      if (phase === "online") resolve();
      if (phase === "stopped") reject(SkeinError.stopped(reason));
    };
    const end = client.connection.subscribe(look);
  });
  return client;
}
