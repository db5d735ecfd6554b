import type { ServerWebSocket } from "bun";
import type { SendFrame } from "../bare/wire.ts";
import type { Population } from "../peer.ts";

/** The echo: parse, answer, hand on by `publish`, keep nothing. What Bun itself costs, under everything else. */
interface Person {
  readonly user: number;
}

const { conversations } = (await Bun.file(process.argv[2] ?? "").json()) as Population;
const conversationsOf = new Map<number, number[]>();
conversations.forEach((members, conv) => {
  for (const user of members) conversationsOf.set(user, [...(conversationsOf.get(user) ?? []), conv]);
});
const heads = new Map<number, number>();

const server = Bun.serve<Person>({
  hostname: "127.0.0.1",
  port: 0,
  fetch(request, self) {
    const user = Number(new URL(request.url).pathname.slice(1));
    return self.upgrade(request, { data: { user } }) ? undefined : new Response(null, { status: 400 });
  },
  websocket: {
    open(link) {
      for (const conv of conversationsOf.get(link.data.user) ?? []) link.subscribe(String(conv));
    },
    message(link: ServerWebSocket<Person>, message) {
      const { n, conv, text } = JSON.parse(String(message)) as SendFrame;
      const seq = (heads.get(conv) ?? 0) + 1;
      heads.set(conv, seq);
      link.send(`[{"ack":${n},"seq":${seq}}]`);
      link.publish(String(conv), JSON.stringify([{ conv, seq, from: link.data.user, at: Date.now(), text }]));
    },
  },
});
console.log(`ready ${server.port}`);
