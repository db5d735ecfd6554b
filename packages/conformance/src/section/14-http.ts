import { ERRORS, LIMITS, SUBPROTOCOL } from "@skein/protocol";
import { once, type Section } from "../check.ts";
import { now, wait } from "../clock.ts";
import { equal, holds, like, meanwhile, Skipped } from "../expect.ts";
import { newKey } from "../random.ts";
import type { Stage } from "../stage.ts";
import { words } from "../stage.ts";
import { untilEnd } from "../wire/raw-connection.ts";
import { say, view } from "./talk.ts";

interface Changes {
  readonly resume: string;
  readonly cursor: string;
  readonly conversations: { readonly id: string; readonly entries?: { readonly seq: number }[] }[];
}

async function changes(stage: Stage, query: string): Promise<Changes> {
  const { status, json } = await stage.fetch(`/v1/changes${query}`, { token: stage.person("bob").token });
  equal(status, 200, `the status of /v1/changes${query}`);
  return json as Changes;
}

/** The head and body of a command, by hand. */
function request(stage: Stage, version: string, connection: string): { url: URL; text: string } {
  const url = new URL(stage.url);
  const path = `${url.pathname.replace(/\/+$/, "")}/v1/server.info`;
  const lines = [
    `POST ${path} HTTP/${version}`,
    `Host: ${url.host}`,
    ...(connection ? [`Connection: ${connection}`] : []),
  ];
  return { url, text: [...lines, "Content-Type: application/json", "Content-Length: 2", "", "{}"].join("\r\n") };
}

export const http: Section = {
  number: 14,
  title: "HTTP",
  checks: [
    once("[HTTP-1] a command over HTTP is answered by the same row as over a link", async (stage) => {
      const ann = await stage.actor("ann");
      const { token } = stage.person("ann");
      const conv = await stage.group(ann, ["bob"]);
      const sent = words(conv, "by HTTP");
      const { status, json } = await stage.post("message.send", sent, { token });
      equal(status, 200, "the status of a send");
      equal(await ann.ask("message.send", sent), json, "the answer to the same key over the other way");
      equal(
        (await stage.post("conversation.get", { conv }, { token })).json,
        await ann.ask("conversation.get", { conv }),
        "a conversation",
      );
      like(
        await stage.post("account.get", {}),
        { status: 401, json: { name: "unauthenticated" } },
        "a command without a token",
      );
    }),
    once("[HTTP-2] an error has the status of its row and the error as its body", async (stage) => {
      const { token } = stage.person("eve");
      const asking = {
        invalid: ["message.send", {}],
        not_found: ["message.list", { conv: "g:nothing" }],
        forbidden: ["user.list", {}],
      } as const;
      for (const [name, [command, params]] of Object.entries(asking)) {
        const row = ERRORS[name as keyof typeof asking];
        const json = { name, code: row.code, retry: row.retry };
        like(await stage.post(command, params, { token }), { status: row.http, json }, `the answer to ${command}`);
      }
      const broken = await stage.post("account.get", {}, { token, body: "{" });
      like(broken, { status: 400, json: { name: "malformed" } }, "a body that is no JSON");
    }),
    once("[HTTP-3] another method and an unknown command are refused as such", async (stage) => {
      for (const method of ["GET", "PUT", "DELETE"]) {
        const answer = await stage.fetch("/v1/account.get", { method, token: stage.person("ann").token });
        like(answer, { status: 405, json: { name: "method_not_allowed" } }, `${method} on a command`);
      }
      for (const name of ["no.such", "message", "message.send/x"])
        like(await stage.post(name, {}), { status: 404, json: { name: "unknown_command" } }, `/v1/${name}`);
    }),
    once("[HTTP-4] a body over the limit is too large", async (stage) => {
      const { token } = stage.person("ann");
      const body = `{"pad":"${"x".repeat(LIMITS.frame)}"}`;
      like(
        await stage.post("account.get", {}, { token, body }),
        { status: 413, json: { name: "too_large" } },
        "its answer",
      );
    }),
    once("[HTTP-5] the server describes its API", async (stage) => {
      const open = await stage.fetch("/openapi.json");
      const paths = Object.keys((open.json as { paths?: object } | undefined)?.paths ?? {});
      equal([open.status, paths.includes("/v1/message.send")], [200, true], "/openapi.json");
      const events = await stage.fetch("/asyncapi.json");
      equal([events.status, events.text.includes(SUBPROTOCOL)], [200, true], "/asyncapi.json");
    }),
    once(
      "[HTTP-6] every answer bears an id: that of the request where it is plain, else one of the server's",
      async (stage) => {
        const id = `req-${newKey()}`;
        const idOf = async (given: string, name = "server.info") =>
          (await stage.post(name, {}, { headers: { "X-Request-Id": given } })).headers.get("x-request-id");
        equal(await idOf(id), id, "a plain id");
        equal(await idOf(id, "no.such"), id, "a plain id, with an error");
        for (const odd of ["with a space", "x".repeat(65), "<script>"]) {
          const told = (await idOf(odd)) ?? "";
          holds(told !== "" && told !== odd, `an id in the stead of ${odd.slice(0, 20)}`, told);
        }
      },
    ),
    once("[HTTP-7] /v1/changes tells what changed, and waits where nothing has", async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, ["bob"]);
      const { cursor } = await changes(stage, "");
      const seq = await say(ann, conv, "news");
      const seqs = ({ conversations }: Changes) =>
        conversations.find(({ id }) => id === conv)?.entries?.map((entry) => entry.seq);
      let news = await changes(stage, `?since=${cursor}&wait=5000`);
      // another node may have heard of the group alone by then
      if (!seqs(news)?.includes(seq)) news = await changes(stage, `?since=${news.cursor}&wait=5000`);
      equal(seqs(news)?.at(-1), seq, "the newest entry in what changed");
      let begun = now();
      const nothing = await changes(stage, `?since=${news.cursor}&wait=300`);
      if (nothing.conversations.length > 0) throw new Skipped("something else of this person changed meanwhile");
      holds(now() - begun >= 250, "the answer is held while nothing changes", now() - begun);
      begun = now();
      const coming = meanwhile(changes(stage, `?since=${nothing.cursor}&wait=9000`));
      await wait(100);
      const next = await say(ann, conv, "more news");
      equal(seqs(await coming)?.at(-1), next, "what the waiting request is answered");
      holds(now() - begun < 8_000, "it is answered at once", now() - begun);
      equal((await view(ann, conv)).head, next, "the head");
    }),
    once("[HTTP-8] HTTP/1.0 and Connection: close are answered whole, and the connection closed", async (stage) => {
      for (const [version, connection] of [
        ["1.0", ""],
        ["1.0", "close"],
        ["1.1", "close"],
      ] as const) {
        const { url, text } = request(stage, version, connection);
        const answer = await untilEnd(url, text, stage.patience);
        equal(answer.status, 200, `the status over HTTP/${version} ${connection}`);
        holds(
          answer.body.includes('"version"') && answer.body.trimEnd().endsWith("}"),
          "the body is whole",
          answer.body,
        );
      }
    }),
    once("[HTTP-9] a large answer is gzip for who accepts it, and as it is for who does not", async (stage) => {
      const ann = await stage.actor("ann");
      const { token } = stage.person("ann");
      const conv = await stage.group(ann, []);
      for (const text of ["a", "b", "c"]) await say(ann, conv, text.repeat(5_000));
      const page = (encoding: string) =>
        stage.post("message.list", { conv }, { token, headers: { "Accept-Encoding": encoding } });
      const [packed, plain] = [await page("gzip"), await page("identity")];
      equal(plain.headers.get("content-encoding"), null, "the encoding for who accepts none");
      equal(packed.json, plain.json, "the same page, packed and not");
      if (packed.headers.get("content-encoding") === null)
        throw new Skipped("the server has no compression on, or a proxy unpacked it");
      equal(packed.headers.get("content-encoding"), "gzip", "the encoding for who accepts it");
    }),
  ],
};
