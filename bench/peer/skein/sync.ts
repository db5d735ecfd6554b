import type { ServerFrame, Summary } from "@skein/protocol/schema";
import type { SyncTimes, Target } from "../peer.ts";
import { SkeinLink } from "./link.ts";

/** Conversations a page: the most that one may ask for. */
const PAGE = 500;

interface ListPage {
  readonly conversations: readonly Summary[];
  readonly next?: string;
}

/** A device that knows nothing: hello, then the list to its last page; then one that missed nothing: hello and delta. */
export async function openSync(target: Target, user: number): Promise<SyncTimes> {
  const token = target.credentials[user] ?? "";
  const cold = new Asking(target);
  await cold.link.dial();
  const coldStart = performance.now();
  cold.link.send({ type: "hello", id: 1, token });
  const welcome = await cold.next("welcome");
  let listed = 0;
  let after: string | undefined;
  do {
    cold.link.send({
      type: "conversation.list",
      id: 2,
      params: { limit: PAGE, ...(after === undefined ? {} : { after }) },
    });
    const page = (await cold.next("ok")).result as ListPage;
    listed += page.conversations.filter(({ kind }) => kind === "group").length;
    after = page.next;
  } while (after !== undefined);
  const listMs = performance.now() - coldStart;
  const listBytes = cold.link.received;
  cold.link.close();

  const warm = new Asking(target);
  await warm.link.dial();
  const warmStart = performance.now();
  warm.link.send({ type: "hello", id: 1, token, cursor: welcome.cursor });
  await warm.next("delta");
  const deltaMs = performance.now() - warmStart;
  warm.link.close();
  return { listed, listMs, listBytes, deltaMs };
}

type FrameOf<Type> = Extract<ServerFrame, { type: Type }>;

/** A link on which one answer at a time is waited for. */
class Asking {
  readonly link: SkeinLink;
  #wanted: string | undefined;
  #answer = Promise.withResolvers<ServerFrame>();

  constructor(target: Target) {
    this.link = new SkeinLink(target, {
      frame: (frame) => {
        if (frame.type === "error") this.#answer.reject(new Error(JSON.stringify(frame)));
        else if (frame.type === this.#wanted) this.#answer.resolve(frame);
      },
      closed: (code) => this.#answer.reject(new Error(`The link was closed with ${code}`)),
    });
  }

  async next<Type extends ServerFrame["type"]>(type: Type): Promise<FrameOf<Type>> {
    this.#wanted = type;
    this.#answer = Promise.withResolvers<ServerFrame>();
    return (await this.#answer.promise) as FrameOf<Type>;
  }
}
