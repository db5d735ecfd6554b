import { LIMITS } from "@skein/protocol";
import type { CommandName, Params, PushTarget, Result } from "@skein/protocol/schema";
import { command, type Caller, type Command, type Here, type Visitor } from "../../command/command.ts";
import type { Clock } from "../../kit/clock.ts";
import { newId, type RandomBytes } from "../../kit/id.ts";
import { Refusal } from "../../kit/refusal.ts";
import { memberOf } from "../../message/admit.ts";
import type { Line } from "../../message/send.ts";
import type { Storage } from "../../storage/storage.ts";
import type { Attention } from "./attention.ts";
import type { Notice } from "./carrier/carrier.ts";
import { isReceiver } from "./carrier/encrypt.ts";
import { receiverOf } from "./carrier/web-push.ts";
import type { Carriers } from "./carriers.ts";
import { newNoticeId } from "./sender.ts";
import { bearerOf, deviceOf, isReached, placeOf, subscribe, unsubscribe } from "./store.ts";
import type { Permit, PushTokens } from "./token.ts";
import { tellTest } from "./words.ts";

/** Runs another command for whoever a token stands for, with all its rules. */
export type Ask = <N extends CommandName>(caller: Caller, name: N, params: Params<N>) => Promise<Result<N>>;

export interface PushRoom {
  readonly line: Pick<Line, "commit" | "conversations">;
  readonly storage: Pick<Storage, "query">;
  readonly carriers: Carriers;
  readonly attention: Attention;
  readonly tokens: PushTokens;
  readonly key: string;
  readonly plain: boolean;
  readonly server: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly ask: Ask;
}

/** Seconds in which a test is worth something. */
const TEST_LIFE = 60;

/** How devices are reached, and what is done from a notification. */
export function pushCommands(room: PushRoom): Command[] {
  const { line, storage, carriers, attention, tokens, clock, random, ask } = room;

  const watched = new WeakSet<Here>();
  /** Keeps it, and gives what replaces it. */
  const keep = async (session: string, target: PushTarget): Promise<{ renew: string }> => {
    mustBeGood(room, target);
    await line.commit.submit({ rows: subscribe(newId(random), session, target, clock.now()) });
    return { renew: tokens.make({ is: "renew", session, place: placeOf(target) }, clock.now()) };
  };
  /** Whoever shows the token, as a caller; a device that was signed out is nobody. [PUSH-12] */
  const bearer = async <Is extends Permit["is"]>(visitor: Visitor, token: string, is: Is) => {
    const permit = tokens.read(token, is, clock.now());
    const who = permit && (await bearerOf(storage, permit.session, clock.now()));
    if (!permit || !who) throw new Refusal("code_invalid");
    const { address, base } = visitor;
    return { permit, caller: { address, base, ...who } satisfies Caller };
  };

  return [
    command("push.key", () => Promise.resolve({ key: room.key, kinds: [...carriers.kinds] })),
    command("push.subscribe", ({ session }, target) => keep(session, target), 3),
    command("push.unsubscribe", async ({ session }) => {
      await line.commit.submit({ rows: [unsubscribe(session)] });
      return {};
    }),
    command("push.state", async ({ session }) => {
      const device = await deviceOf(storage, session);
      return device ? { kind: device.kind, address: device.address } : {};
    }),
    command(
      "push.test",
      async ({ session }) => {
        const device = await deviceOf(storage, session);
        if (!device) throw new Refusal("not_found");
        const language = device.language === "zh-CN" ? "zh-CN" : "en";
        const notice: Notice = {
          ...tellTest(room.server, language),
          ...{ id: newNoticeId(random), collapse: "test", preview: "full" as const, language, sound: true, badge: 0 },
          ...{ at: clock.now(), ttl: TEST_LIFE },
        };
        const { is: outcome } = await carriers.send(device, notice);
        if (outcome === "gone") await line.commit.submit({ rows: [unsubscribe(session)] });
        return { outcome };
      },
      20,
    ),
    command("push.attend", async ({ user, session, here }, { on, conv }) => {
      if (conv !== undefined) await memberOf(line.conversations, conv, user);
      attention.tell(user, session, on, conv);
      // a page that is closed says nothing any more
      if (on && here && !watched.has(here)) {
        watched.add(here);
        here.whenGone(() => attention.tell(user, session, false, undefined));
      }
      return { wanted: await isReached(storage, user) };
    }),
    command("push.reply", async (visitor, { token, key, text }) => {
      const { permit, caller } = await bearer(visitor, token, "act");
      const { conv, root, seq } = permit;
      const body = root > 0 ? { text, thread: { root } } : { text, reply: { seq } };
      const { seq: said } = await ask(caller, "message.send", { conv, key, kind: "text", body });
      return { seq: said };
    }),
    command("push.read", async (visitor, { token }) => {
      const { permit, caller } = await bearer(visitor, token, "act");
      const { conv, root, seq } = permit;
      if (root > 0) await ask(caller, "thread.mark", { conv, root, read: seq });
      else await ask(caller, "conversation.mark", { marks: [{ conv, read: seq }] });
      return {};
    }),
    command("push.renew", async (visitor, { token, ...target }) => {
      const { permit, caller } = await bearer(visitor, token, "renew");
      const device = await deviceOf(storage, caller.session);
      // of another subscription than the one it has by now: whoever replaced that knows better
      if (device?.place !== permit.place && device?.place !== placeOf(target)) throw new Refusal("conflict");
      return keep(caller.session, target);
    }),
  ];
}

/** @throws Refusal `invalid` with the field at fault */
function mustBeGood({ carriers, plain }: PushRoom, target: PushTarget): void {
  const { kind, address, p256dh, auth } = target;
  if (!carriers.kinds.includes(kind)) throw new Refusal("invalid", { path: "/kind", message: "not set up here" });
  if (kind !== "web") return;
  const url = URL.parse(address);
  const scheme = url?.protocol === "https:" || (plain && url?.protocol === "http:");
  if (!scheme || url.username !== "" || url.password !== "" || address.length > LIMITS.pushAddress)
    throw new Refusal("invalid", { path: "/address", message: "no https address" });
  if (!isReceiver(receiverOf({ p256dh: p256dh ?? null, auth: auth ?? null })))
    throw new Refusal("invalid", { path: "/p256dh", message: "no keys of a browser" });
}
