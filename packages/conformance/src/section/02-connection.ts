import { constants, deflateRawSync } from "node:zlib";
import { CLOSE, LIMITS, SUBPROTOCOL } from "@skein/protocol";
import { heard, once, type Section, slowly } from "../check.ts";
import { equal, Failure, holds, like, meanwhile, refused, Skipped } from "../expect.ts";
import { words } from "../stage.ts";
import { HttpActor } from "../wire/http.ts";
import { BIT, OPCODE } from "../wire/websocket-frames.ts";
import { tokens } from "./02-tokens.ts";

const OFFER = "permessage-deflate; client_no_context_takeover; server_no_context_takeover";

function packed(text: string): Buffer {
  return deflateRawSync(text, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4);
}

export const connection: Section = {
  number: 2,
  title: "Connection",
  checks: [
    once("[CONN-1] a socket that offers the subprotocol, alone or among others, is answered with it", async (stage) => {
      for (const offered of [SUBPROTOCOL, `soap, ${SUBPROTOCOL}`, `${SUBPROTOCOL}, skein.v9.cbor`]) {
        const { answer } = await stage.raw({ headers: { "Sec-WebSocket-Protocol": offered } });
        equal(answer.status, 101, `an upgrade that offers ${offered}`);
        equal(answer.headers.get("sec-websocket-protocol"), SUBPROTOCOL, "the subprotocol of the answer");
      }
    }),
    once("[CONN-2] a socket that offers no known subprotocol is refused with those there are", async (stage) => {
      for (const offered of ["", "soap", "skein.v9.cbor"]) {
        const { answer } = await stage.raw({ headers: { "Sec-WebSocket-Protocol": offered } });
        equal(answer.status, 400, `an upgrade that offers "${offered}"`);
        holds(answer.body.includes(SUBPROTOCOL), "the answer lists the known subprotocols", answer.body);
      }
    }),
    slowly.once("[CONN-3] who says no hello in time is closed with 4004", async (stage) => {
      const raw = await stage.raw();
      const { code } = await raw.ended("a connection that says no hello", LIMITS.hello + 10_000);
      equal(code, CLOSE.hello_timeout.code, "its close code");
    }),
    heard(
      "[CONN-4] what comes before hello is answered with hello_required, and the link closed with 4500",
      async (stage) => {
        const link = await stage.stranger();
        link.say({ type: "account.get", id: 1, params: {} });
        like(await link.box.find(({ type }) => type === "error", "an error"), { name: "hello_required" }, "its answer");
        equal((await link.ended("a link whose first frame is no hello")).code, CLOSE.protocol.code, "its close code");
      },
    ),
    heard(
      "[CONN-5][ERR-5] a second hello is answered with hello_repeated, and the link closed with 4500",
      async (stage) => {
        const link = await stage.link("ann");
        link.say({ type: "hello", id: 99, token: stage.person("ann").token });
        like(await link.box.find(({ type }) => type === "error", "an error"), { name: "hello_repeated" }, "its answer");
        equal((await link.ended("a link with a second hello")).code, CLOSE.protocol.code, "its close code");
      },
    ),
    heard("[CONN-6] a token that the server did not make is refused, and the link closed with 4501", async (stage) => {
      for (const token of ["skt_nobody-ever-made-this-token-000000", "x".repeat(40)]) {
        const link = await stage.stranger();
        await refused(link.hello({ token }), "unauthenticated", "the answer to hello");
        equal((await link.ended("a link whose token was refused")).code, CLOSE.unauthenticated.code, "its close code");
      }
    }),
    heard(
      "[CONN-6] the token of a device that was signed out is refused, and the link closed with 4502",
      async (stage) => {
        const token = await stage.device("dan");
        const device = new HttpActor(stage.id("dan"), token, stage.url, stage.patience);
        await device.ask("account.signout", {});
        const link = await stage.stranger();
        await refused(link.hello({ token }), "token_revoked", "the answer to hello");
        equal((await link.ended("a link of a device that is signed out")).code, CLOSE.revoked.code, "its close code");
      },
    ),
    once("[CONN-7] a token in a URL signs nobody in", async (stage) => {
      const { token } = stage.person("ann");
      const queries = ["token", "access_token", "auth", "key"].map((name) => `${name}=${encodeURIComponent(token)}`);
      for (const query of queries) {
        const raw = await stage.raw({ query: `?${query}` });
        if (raw.answer.status !== 101) continue;
        raw.text(JSON.stringify({ type: "account.get", id: 1, params: {} }));
        await raw.messages.find((text) => text.includes('"hello_required"'), "hello_required");
      }
      const { status } = await stage.post(`account.get?${queries.join("&")}`, {});
      equal(status, 401, "the status of a command with the token in its URL");
    }),
    heard("[CONN-8] welcome comes before all else, with who one is, the heartbeat and the cursor", async (stage) => {
      const ann = await stage.actor("ann");
      const conv = await stage.group(ann, ["bob"]);
      const texts = ["1", "2", "3", "4", "5"];
      const talk = meanwhile(Promise.all(texts.map((text) => ann.ask("message.send", words(conv, text)))));
      const links = await Promise.all([1, 2, 3].map(() => stage.link("bob")));
      await talk;
      for (const { frames, welcome } of links) {
        equal(frames[0]?.type, "welcome", "the first frame");
        like(welcome, { user: stage.id("bob"), resume: "reset", reason: "no_cursor" }, "welcome");
        holds(welcome.cursor.length > 0 && welcome.session.length > 0, "welcome has a cursor and a session", welcome);
        const { interval, timeout } = welcome.heartbeat;
        holds(interval > 0 && timeout > 0, "welcome tells the heartbeat", welcome.heartbeat);
      }
    }),
    heard("[CONN-9] many links of one device and of many hear alike and are answered alike", async (stage) => {
      const ann = await stage.actor("ann");
      const other = await stage.device("bob").catch((fault: unknown) => {
        if (fault instanceof Skipped) return stage.person("bob").token;
        throw fault;
      });
      const links = [await stage.link("bob"), await stage.link("bob"), await stage.link("bob", { token: other })];
      equal(links[0]?.welcome.session, links[1]?.welcome.session, "the session of two links of one device");
      const conv = await stage.group(ann, ["bob"]);
      const { seq } = await ann.ask("message.send", words(conv, "hello, all of you"));
      for (const link of links) like(await link.entry(conv, seq), { body: { text: "hello, all of you" } }, "the entry");
      for (const link of links) {
        const said = await link.ask("message.send", words(conv, "from each"));
        for (const one of links) await one.entry(conv, said.seq);
      }
    }),
    once("[CONN-10] pages of another site may not connect", async (stage) => {
      const { answer } = await stage.raw({ headers: { Origin: "https://evil.example" } });
      if (answer.status === 101) throw new Skipped("the server is set to let pages of every site connect");
      for (const Origin of ["https://evil.example", "null", "file://", `${stage.url}.evil.example`]) {
        equal((await stage.raw({ headers: { Origin } })).answer.status, 403, `an upgrade of a page of ${Origin}`);
      }
    }),
    once(
      "[CONN-12] who offers compression gets it without memory of earlier messages, and may pack what they say",
      async (stage) => {
        const raw = await stage.raw({ headers: { "Sec-WebSocket-Extensions": OFFER } });
        const taken = raw.answer.headers.get("sec-websocket-extensions") ?? "";
        if (!taken.includes("permessage-deflate")) throw new Skipped("the server has no compression on");
        for (const side of ["client_no_context_takeover", "server_no_context_takeover"])
          holds(taken.includes(side), `the server takes ${side}`, taken);
        const hello = JSON.stringify({ type: "hello", id: 1, token: stage.person("ann").token });
        raw.frame(BIT.last | BIT.packed | OPCODE.text, packed(hello));
        await raw.messages.find((text) => text.includes('"welcome"'), "welcome, after a packed hello");
        raw.frame(BIT.last | BIT.packed | OPCODE.text, packed(" ".repeat(LIMITS.frame + 1)));
        const answered = raw.messages.find((text) => text.includes('"error"'), "an answer");
        const how = await Promise.race([
          raw.ended("a packed message that is too large when it is unpacked"),
          answered.catch(() => undefined),
        ]);
        if (typeof how === "string") throw new Failure("a message that is too large", "the link ends", how);
      },
    ),
    ...tokens,
  ],
};
