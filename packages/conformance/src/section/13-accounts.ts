import { CLOSE } from "@skein/protocol";
import { asked, heard, once, type Section } from "../check.ts";
import { wait } from "../clock.ts";
import { equal, like, outcome, refused, Skipped } from "../expect.ts";
import { letters } from "../random.ts";
import type { Person } from "../people/person.ts";
import type { Stage } from "../stage.ts";
import { HttpActor } from "../wire/http.ts";
import { hosted } from "./13-hosted.ts";
import { pairing } from "./13-pairing.ts";

const PASSWORD = "correct horse battery";

/** Somebody by requests, whatever the way. */
const asPerson = (stage: Stage, { id, token }: Person) => new HttpActor(id, token, stage.url, stage.patience);

export const accounts: Section = {
  number: 13,
  title: "Accounts and devices",
  checks: [
    once("[ACCT-1] a server that has an owner takes no code of a set-up", async (stage) => {
      const { ready } = await stage.anyone().ask("server.info", {});
      if (!ready) throw new Skipped("the server has no owner yet");
      const account = { login: `cf-${letters(8)}`, password: PASSWORD, name: "Nobody" };
      await refused(
        stage.anyone().ask("account.setup", { code: letters(24), ...account }),
        "code_invalid",
        "a made-up code",
      );
    }),
    once("[ACCT-2] registration follows the server's setting", async (stage) => {
      const { registration } = await stage.anyone().ask("server.info", {});
      const account = { login: `cf-${letters(8)}`, password: PASSWORD, name: `Nobody ${letters(6)}` };
      if (registration === "open") {
        await stage.registered("Reg");
        return;
      }
      const was = await outcome(stage.anyone().ask("account.register", account));
      equal(was, "registration_closed", "registering without an invitation");
      if (registration === "closed") return;
      const invited = { ...account, invite: letters(24) };
      await refused(stage.anyone().ask("account.register", invited), "invite_invalid", "with a made-up one");
    }),
    once("[ACCT-3] an invitation works as often as it says, also for many at once", async (stage) => {
      const admin = await stage.admin();
      const { registration } = await stage.anyone().ask("server.info", {});
      if (registration !== "invite") throw new Skipped(`registration is "${registration}" here`);
      const { invite } = await admin.ask("invite.create", { uses: 1, days: 1 });
      const account = () => ({ login: `cf-${letters(8)}`, password: PASSWORD, name: `Guest ${letters(6)}` });
      const both = await Promise.all(
        [1, 2].map(() => stage.anyone().request("account.register", { ...account(), invite: invite.code })),
      );
      equal(both.map(({ type }) => type).toSorted(), ["error", "ok"], "two who register by an invitation for one");
      for (const answer of both) {
        if (answer.type === "error") continue;
        const { token } = answer.result as { token: string };
        await asPerson(stage, { id: "", token }).ask("account.erase", { password: PASSWORD });
      }
    }),
    once("[ACCT-4] a wrong log-in name and a wrong password are told alike", async (stage) => {
      const { account } = await stage.registered("Pass");
      const wrong = [
        { ...account, password: PASSWORD },
        { login: `cf-${letters(8)}`, password: PASSWORD },
      ];
      const errors = await Promise.all(wrong.map((params) => stage.anyone().request("account.signin", params)));
      like(errors[0], { name: "wrong_credentials" }, "the answer to a wrong password");
      equal(errors[1], errors[0], "the answer to a wrong log-in name");
    }),
    once("[ACCT-7] a log-in name is one person's", async (stage) => {
      const { login } = (await stage.registered("Only")).account;
      const source = await stage.registered("Other");
      const params = { login, password: PASSWORD, name: `Other ${letters(6)}` };
      const was = await outcome(stage.anyone().ask("account.register", params));
      // where registration needs an invitation that is looked at first
      equal(["login_taken", "registration_closed"].includes(was), true, "registering with a name that is taken");
      equal(source.account.login === login, false, "two log-in names");
    }),
    heard(
      "[SESS-1][SESS-2][SESS-5] each sign-in makes a device, which its person sees and can sign out, at once",
      async (stage) => {
        const token = await stage.device("cleo");
        const [cleo, other] = [await stage.link("cleo"), await stage.link("cleo", { token })];
        const session = other.welcome.session;
        equal(session === cleo.welcome.session, false, "whether two devices have one session");
        const { sessions } = await cleo.ask("session.list", {});
        equal(sessions.find(({ current }) => current)?.id, cleo.welcome.session, "the device that asks");
        equal(
          sessions.some(({ id }) => id === session),
          true,
          "whether the other device is listed",
        );
        await cleo.ask("session.revoke", { session });
        const error = await other.box.find((frame) => frame.type === "error", "token_revoked");
        like(error, { name: "token_revoked", ended: { why: "self" } }, "what the device is told");
        equal((await other.ended("a link of a device that was signed out")).code, CLOSE.revoked.code, "its close code");
        const late = new HttpActor(cleo.id, token, stage.url, stage.patience);
        like((await refused(late.ask("account.get", {}), "token_revoked", "its token")).ended, { why: "self" }, "why");
      },
    ),
    once("[SESS-3][ACCT-8] a new password needs the old one and signs out all other devices", async (stage) => {
      const person = await stage.registered("Change");
      const other = await stage.device(person);
      const me = asPerson(stage, person);
      const { password } = person.account;
      await refused(
        me.ask("account.password", { current: PASSWORD, next: PASSWORD }),
        "wrong_credentials",
        "a wrong one",
      );
      await refused(me.ask("account.password", { next: PASSWORD }), "wrong_credentials", "none");
      await me.ask("account.password", { current: password, next: PASSWORD });
      await me.ask("account.get", {});
      const late = asPerson(stage, { id: person.id, token: other });
      like(
        (await refused(late.ask("account.get", {}), "token_revoked", "the other device")).ended,
        { why: "password" },
        "why",
      );
      await me.ask("account.erase", { password: PASSWORD });
    }),
    asked("[SESS-4][SESS-8] devices are renamed, and all others signed out at once", async (stage) => {
      const token = await stage.device("dan");
      const dan = await stage.actor("dan");
      const other = asPerson(stage, { id: dan.id, token });
      await other.ask("account.get", {});
      const { sessions } = await dan.ask("session.list", {});
      const mine = sessions.find(({ current }) => current);
      await dan.ask("session.rename", { session: mine?.id ?? "", name: "my old phone" });
      const current = async () => (await dan.ask("session.list", {})).sessions.find((one) => one.current);
      like(await current(), { name: "my old phone" }, "the device that was renamed");
      // what was heard is noted behind what people say
      for (let tries = 0; tries < 20 && (await current())?.network === undefined; tries++) await wait(250);
      const { network = "" } = (await current()) ?? {};
      equal(
        ["loopback", "private", "public"].includes(network),
        true,
        `where the device was last heard of: ${network}`,
      );
      await dan.ask("session.revokeOthers", {});
      equal((await dan.ask("session.list", {})).sessions.length, 1, "the devices that are left");
      await refused(other.ask("account.get", {}), "token_revoked", "the other device");
    }),
    heard("[SESS-7] a sign-in, a sign-out and a renaming are told to all devices", async (stage) => {
      const person = await stage.registered("Told");
      const link = await stage.link(person);
      const token = await stage.device(person);
      const { body } = await link.kind("self.device", ({ change }) => change === "in");
      const { session } = body as { session: string };
      await link.ask("session.rename", { session, name: "the new one" });
      await link.kind("self.device", (told) => told["change"] === "renamed" && told["name"] === "the new one");
      await asPerson(stage, { id: person.id, token }).ask("account.signout", {});
      await link.kind("self.device", (told) => told["change"] === "out" && told["session"] === session);
    }),
    asked("[ROLE-1] what is for admins and owners is forbidden to others", async (stage) => {
      const ann = await stage.actor("ann");
      const user = stage.id("bob");
      const asking: Readonly<Record<string, object>> = {
        "user.list": {},
        "user.role": { user, role: "admin" },
        "invite.create": {},
        "invite.list": {},
        "report.list": {},
        "sanction.set": { user, penalty: "mute" },
        "word.add": { words: [{ word: "goose", action: "mask" }] },
        "word.list": {},
        "audit.list": {},
        "kind.register": { type: "shop.order", schema: { type: "object" } },
      };
      for (const [name, params] of Object.entries(asking))
        like(await ann.request(name, params), { type: "error", name: "forbidden" }, `the answer to ${name}`);
    }),
    ...hosted,
    ...pairing,
  ],
};
