import { NatsServer } from "@skein/testkit";
import type { Running, Target } from "../peer.ts";
import type { Ground } from "../postgres/ground.ts";
import type { Child } from "../process.ts";
import type { Shared } from "../skein/settings.ts";

/** Processes that share a PostgreSQL and a NATS of their own. */
export interface Together {
  readonly count: number;
  readonly ground: () => Promise<Ground>;
  /** Fills what they share, before the first of them starts. */
  readonly fill?: (shared: Shared) => Promise<Pick<Target, "credentials" | "conversations">>;
  /** Starts one that says its port. */
  readonly begin: (at: number, shared: Shared) => Promise<Child>;
}

/** Starts them; where one fails, what was there ends. */
export async function startTogether({ count, ground: lay, fill, begin }: Together): Promise<Running> {
  const parts = new AsyncDisposableStack();
  try {
    const ground = parts.use(await lay());
    const nats = parts.use(await NatsServer.start());
    const shared = { postgres: ground.url, nats: nats.url };
    const filled = (await fill?.(shared)) ?? { credentials: [], conversations: [] };
    const nodes = await Promise.all(
      Array.from({ length: count }, async (_, at) => {
        const node = await begin(at, shared);
        parts.defer(() => node.stop());
        return { pid: node.pid, hostname: "127.0.0.1", port: Number(node.said) };
      }),
    );
    const [first] = nodes;
    if (!first) throw new Error("A cluster has at least one node");
    const system = { nodes: nodes.map(({ pid }) => pid), postgres: [ground.pid], nats: [nats.pid] };
    return {
      target: { ...first, ...filled, cluster: { doors: nodes, system, postgres: ground.url } },
      stop: () => parts.disposeAsync(),
    };
  } catch (fault) {
    await parts.disposeAsync();
    throw fault;
  }
}
