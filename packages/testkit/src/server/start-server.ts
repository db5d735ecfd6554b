import { configWith, createLog, createServer, type Parts, type SkeinServer, type SomeConfig } from "@skein/server";
import { WireClient } from "../wire/wire-client.ts";
import { peopleOf, type TestPeople } from "./people.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A server that listens on loopback, in this process. */
export interface TestServer extends TestPeople, AsyncDisposable {
  readonly server: SkeinServer;
  /** Base URL. */
  readonly url: string;
  /** Where it keeps its data; goes with it. */
  readonly folder: string;
  /** A client by hand over a real WebSocket, past its hello. */
  connect(token: string, cursor?: string): ReturnType<typeof WireClient.connect>;
}

/**
 * The real server on a port that the system chooses, with a folder of its own.
 *
 * @param config settings that are not as usual
 * @param parts what stands in place of the system's clock, randomness, log or store
 * @example
 * await using server = await startServer({ limits: { connections: 10 } });
 * const ann = await server.person("Ann");
 * using wire = await server.connect(ann.token);
 */
export async function startServer(config: SomeConfig = {}, parts: Parts = {}): Promise<TestServer> {
  const folder = await temporaryFolder();
  const server = await createServer(configWith({ port: 0, data: folder.path, ...config }), {
    log: createLog("silent"),
    ...parts,
  });
  const url = `http://localhost:${server.port}`;
  return {
    ...peopleOf(() => server),
    server,
    url,
    folder: folder.path,
    connect: (token, cursor) => WireClient.connect({ url, token, cursor }),
    async [Symbol.asyncDispose]() {
      await server.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
