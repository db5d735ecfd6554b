import { ERRORS, type ErrorName } from "@skein/protocol";
import { asked, once, type Section } from "../check.ts";
import { equal, Failure, holds } from "../expect.ts";
import { letters } from "../random.ts";
import { words } from "../stage.ts";
import type { Answer } from "../wire/actor.ts";

type ErrorAnswer = Extract<Answer, { type: "error" }>;

function error(answer: Answer, what: string): ErrorAnswer {
  if (answer.type === "error") return answer;
  throw new Failure(what, "an error", answer);
}

export const errors: Section = {
  number: 4,
  title: "Errors",
  checks: [
    asked("[ERR-1] an error is one row of the table", async (stage) => {
      const [ann, eve] = await stage.actors("ann", "eve");
      const conv = await stage.group(ann, []);
      const sent = words(conv, "once");
      await ann.ask("message.send", sent);
      const provoked: readonly (readonly [ErrorName, () => Promise<Answer>])[] = [
        ["invalid", () => ann.request("message.send", {})],
        ["unknown_command", () => ann.request("no.such", {})],
        ["not_found", () => eve.request("message.list", { conv })],
        ["key_reused", () => ann.request("message.send", { ...sent, body: { text: "twice" } })],
        ["forbidden", () => eve.request("user.list", {})],
      ];
      for (const [name, asking] of provoked) {
        const answer = error(await asking(), `what should be answered with ${name}`);
        equal(answer.name, name, "the name of the error");
        const { code, retry } = ERRORS[name];
        equal({ code: answer.code, retry: answer.retry }, { code, retry }, `code and retry of ${name}`);
        holds(typeof answer.message === "string" && answer.message !== "", `${name} has a message`, answer);
      }
    }),
    once(
      "[ERR-2][ACCT-5] who tries to sign in too often is told how long to wait, also by Retry-After",
      async (stage) => {
        const login = `cf-${letters(10)}`;
        for (let tries = 0; tries < 40; tries++) {
          const answer = await stage.post("account.signin", { login, password: "no such password" });
          const { name, after = 0 } = answer.json as { name: string; after?: number };
          if (name === "wrong_credentials") continue;
          equal(name, "rate_limited", "the answer to many wrong passwords");
          equal(answer.status, ERRORS.rate_limited.http, "its status");
          holds(after > 0, "the error says how long to wait", answer.json);
          const seconds = Number(answer.headers.get("retry-after"));
          holds(seconds >= after / 1000 && seconds < after / 1000 + 2, "Retry-After says the same in seconds", seconds);
          return;
        }
        throw new Failure("forty wrong passwords for one log-in name", "rate_limited", "wrong_credentials each time");
      },
    ),
    asked("[ERR-3] what is absent and what is private are answered alike", async (stage) => {
      const [ann, eve] = await stage.actors("ann", "eve");
      const conv = await stage.group(ann, ["bob"]);
      const absent = `g:${letters(conv.length - 2)}`;
      const commands = ["conversation.get", "message.list", "conversation.members", "sync.verify", "pin.list"] as const;
      for (const name of commands) {
        const [one, other] = await Promise.all([conv, absent].map((id) => eve.request(name, { conv: id })));
        const { id: _one, ...private_ } = error(one as Answer, `${name} of a private group`);
        const { id: _other, ...nothing } = error(other as Answer, `${name} of no group`);
        equal(private_, nothing, `${name} of a private group, and of none`);
        equal(private_.name, "not_found", `the answer to ${name}`);
      }
    }),
  ],
};
