import type { AnyFrame, MeddledLink, Meddling } from "@skein/testkit";

/** Something that a server does wrong, and the rule that says so. */
export interface Fault {
  /** What the server does. */
  readonly what: string;
  readonly rule: string;
  /** Anew for each run: some remember. */
  readonly meddling: () => Meddling;
}

type Fields = Record<string, unknown>;

const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const isText = (frame: AnyFrame, seq: number): boolean =>
  frame["type"] === "entry" && frame["kind"] === "text" && frame["seq"] === seq;

/** Another result of every command; which one it was is told by what it holds. */
const inResult = (change: (result: Fields) => Fields): Meddling => ({
  down: (frame) => [frame["type"] === "ok" ? { ...frame, result: change(fields(frame["result"])) } : frame],
});

/** Another conversation wherever one is answered. */
const inConversation = (change: (conversation: Fields) => Fields): Meddling =>
  inResult((result) =>
    "conversation" in result ? { ...result, conversation: change(fields(result["conversation"])) } : result,
  );

/** The first frame that is meant is dealt with otherwise. */
function first(meant: (frame: AnyFrame) => boolean, then: (frame: AnyFrame) => readonly AnyFrame[]): Meddling {
  let met = false;
  return {
    down(frame) {
      if (met || !meant(frame)) return [frame];
      met = true;
      return then(frame);
    },
  };
}

export const FAULTS: readonly Fault[] = [
  {
    what: "loses one delivery",
    rule: "LOG-3",
    meddling: () =>
      first(
        (frame) => isText(frame, 4),
        () => [],
      ),
  },
  {
    what: "delivers one entry twice",
    rule: "LOG-3",
    meddling: () =>
      first(
        (frame) => isText(frame, 4),
        (frame) => [frame, frame],
      ),
  },
  {
    what: "delivers two entries in the wrong order",
    rule: "LOG-4",
    meddling() {
      let held: AnyFrame | undefined;
      return {
        down(frame) {
          if (!held && isText(frame, 4)) {
            held = frame;
            return [];
          }
          return held && isText(frame, 5) ? [frame, held] : [frame];
        },
      };
    },
  },
  {
    what: "counts entries wrongly",
    rule: "LOG-5",
    meddling: () => ({
      down: (frame) => [isText(frame, 4) ? { ...frame, count: Number(frame["count"]) + 1 } : frame],
    }),
  },
  {
    what: "shows a conversation to who is no member",
    rule: "CONV-5",
    meddling: () => ({
      down: (frame) => [
        frame["name"] === "not_found" ? { type: "ok", id: frame["id"], result: { entries: [], head: 0 } } : frame,
      ],
    }),
  },
  {
    what: "acknowledges a message and does not keep it",
    rule: "SEND-1",
    meddling: () => ({
      up(frame, link) {
        if (frame["type"] !== "message.send") return [frame];
        link.tell({ type: "ok", id: frame["id"], result: { seq: 2, at: Date.now(), count: 1 } });
        return [];
      },
    }),
  },
  {
    what: "answers a key that comes again with another place",
    rule: "SEND-2",
    meddling() {
      const known = new Set<unknown>();
      const again = new Set<unknown>();
      return {
        up(frame) {
          const { key } = fields(frame["params"]);
          if (frame["type"] === "message.send" && known.size === known.add(key).size) again.add(frame["id"]);
          return [frame];
        },
        down(frame) {
          if (frame["type"] !== "ok" || !again.delete(frame["id"])) return [frame];
          const result = fields(frame["result"]);
          return [{ ...frame, result: { ...result, seq: Number(result["seq"]) + 1 } }];
        },
      };
    },
  },
  {
    what: "leaves in a page what was taken back",
    rule: "OP-5",
    meddling() {
      const said = new Map<string, unknown>();
      const place = (entry: AnyFrame) => `${String(entry["conv"])}#${String(entry["seq"])}`;
      const remembered = inResult((result) => {
        const entries = list(result["entries"]).map((entry) => ({
          ...entry,
          body: said.get(place(entry)) ?? entry["body"],
        }));
        return "entries" in result ? { ...result, entries } : result;
      });
      return {
        down(frame, link) {
          if (frame["type"] === "entry" && frame["kind"] === "text") said.set(place(frame), frame["body"]);
          return remembered.down?.(frame, link) ?? [frame];
        },
      };
    },
  },
  {
    what: "counts one unread message too many",
    rule: "MARK-3",
    meddling: () => inConversation((one) => ({ ...one, unread: Number(one["unread"]) + 1 })),
  },
  {
    what: "lets a read mark go beyond the head",
    rule: "MARK-1",
    meddling: () => inConversation((one) => ({ ...one, read: one["read"] === one["head"] ? 5_000 : one["read"] })),
  },
  {
    what: "takes no notice of the cursor of who comes back",
    rule: "SYNC-1",
    meddling: () => ({
      up: (frame) => [{ ...frame, cursor: undefined }],
    }),
  },
  {
    what: "leaves a conversation out of a delta",
    rule: "SYNC-2",
    meddling: () => ({
      down: (frame) => [
        frame["type"] === "delta" ? { ...frame, conversations: list(frame["conversations"]).slice(1) } : frame,
      ],
    }),
  },
  {
    what: "leaves an entry out of the midst of a delta",
    rule: "SYNC-3",
    meddling: () => ({
      down(frame) {
        if (frame["type"] !== "delta") return [frame];
        const conversations = list(frame["conversations"]).map((one) => {
          const entries = list(one["entries"]);
          return { ...one, entries: entries.filter((_, at) => at !== 1 || entries.length < 3) };
        });
        return [{ ...frame, conversations }];
      },
    }),
  },
  {
    what: "tells another digest",
    rule: "DIGEST-2",
    meddling: () => inResult((result) => ("digest" in result ? { ...result, digest: "0123456789abcdef" } : result)),
  },
  {
    what: "closes with a code that says to come back",
    rule: "CONN-5",
    meddling: () => ({ closing: (code) => (code === 4500 ? 4006 : code) }),
  },
  {
    what: "says something before welcome",
    rule: "CONN-8",
    meddling: () => ({
      up(frame, link) {
        if (frame["type"] === "hello") link.tell({ type: "ping" });
        return [frame];
      },
    }),
  },
  {
    what: "closes the link of who sends no JSON",
    rule: "FRAME-4",
    meddling: () => ({
      down(frame, link) {
        if (frame["name"] === "malformed") link.close(4500);
        return [frame];
      },
    }),
  },
  {
    what: "answers a request twice",
    rule: "FRAME-3",
    meddling: () => ({ down: (frame) => (frame["type"] === "ok" ? [frame, frame] : [frame]) }),
  },
  {
    what: "takes messages over the limit",
    rule: "FRAME-10",
    meddling: () => ({ swallows: true }),
  },
  {
    what: "tells errors by another code than the table's",
    rule: "ERR-1",
    meddling: () => ({ down: (frame) => [frame["type"] === "error" ? { ...frame, code: 5003 } : frame] }),
  },
  {
    what: "never answers a ping",
    rule: "BEAT-4",
    meddling: () => ({ down: (frame) => (frame["type"] === "pong" ? [] : [frame]) }),
  },
  {
    what: "tells strangers who types",
    rule: "TYPE-1",
    meddling() {
      const links = new Set<MeddledLink>();
      return {
        up(frame, link) {
          links.add(link);
          if (frame["type"] !== "conversation.typing") return [frame];
          const data = { ...fields(frame["params"]), user: "somebody" };
          for (const other of links) if (other !== link) other.tell({ type: "event", name: "typing", data });
          return [frame];
        },
      };
    },
  },
  {
    what: "goes on telling a removed person what is said",
    rule: "GROUP-3",
    meddling() {
      const links = new Map<unknown, Set<MeddledLink>>();
      return {
        down(frame, link) {
          if (frame["type"] !== "entry") return [frame];
          const hearers = links.get(frame["conv"]) ?? new Set();
          links.set(frame["conv"], hearers.add(link));
          // each link hears it of each of the others, and of the server
          for (const other of hearers) if (other !== link) other.tell(frame);
          return [frame];
        },
      };
    },
  },
  {
    what: "answers requests without an id",
    rule: "HTTP-6",
    meddling: () => ({
      answer(answer) {
        const headers = new Headers(answer.headers);
        headers.delete("X-Request-Id");
        return new Response(answer.body, { status: answer.status, headers });
      },
    }),
  },
  {
    what: "leaves a number out where it counts what it says over requests",
    rule: "CARRY-2",
    meddling: () => ({
      answer(answer) {
        if (answer.headers.get("content-type")?.startsWith("text/event-stream") !== true) return answer;
        const renumbered = new TransformStream<string, string>({
          transform: (text, to) => to.enqueue(text.replace(/^id: 2$/m, "id: 3")),
        });
        const text = answer.body?.pipeThrough(new TextDecoderStream()).pipeThrough(renumbered);
        return new Response(text?.pipeThrough(new TextEncoderStream()), answer);
      },
    }),
  },
  {
    what: "answers errors over HTTP with status 200",
    rule: "HTTP-2",
    meddling: () => ({
      answer: (answer) => (answer.status < 400 ? answer : new Response(answer.body, { status: 200 })),
    }),
  },
];
