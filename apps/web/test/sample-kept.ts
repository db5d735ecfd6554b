import { http } from "@skein/client";
import { FOREVER } from "@skein/protocol";
import type { TestServer } from "@skein/testkit";
import type { Sample } from "./sample-talk.ts";

/** Has the person of the sample keep their conversations in all the ways there are. */
export async function sampleKept({ url }: TestServer, { me, group, direct, arabic }: Sample): Promise<void> {
  const ask = <N extends Parameters<typeof http>[1]>(name: N, params: Parameters<typeof http<N>>[2]) =>
    http(url, name, params, me.token);
  const { conversations } = await ask("conversation.list", {});
  const others = conversations.filter(({ id, kind }) => kind !== "self" && ![group, direct, arabic].includes(id));
  const folders = [
    { id: "geese", name: "Geese 大雁" },
    { id: "work", name: "Office" },
  ];
  await ask("account.settings", { folders });
  await ask("conversation.keep", {
    changes: [
      { conv: group, pinned: 2, folders: ["geese"] },
      { conv: direct, pinned: 1, folders: ["geese", "work"] },
      { conv: arabic, quiet: FOREVER, unread: true },
      ...others.slice(0, 1).map(({ id: conv }) => ({ conv, quiet: FOREVER })),
      ...others.slice(-2).map(({ id: conv }) => ({ conv, archived: FOREVER })),
    ],
  });
  await ask("conversation.draft", {
    conv: arabic,
    stamp: "sample",
    text: "شكرًا! I am looking at the drawings now",
    reply: 1,
  });
  for (const conv of [group, direct]) {
    const { entries } = await ask("message.list", { conv });
    const seqs = entries.flatMap(({ kind, seq }) => (kind === "text" ? seq : [])).slice(1, 4);
    await ask("message.star", { conv, seqs, on: true });
  }
}
