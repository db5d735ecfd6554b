import { alone } from "./cluster/alone.ts";
import type { Bus } from "./cluster/bus.ts";
import type { Config } from "./config.ts";
import { Dispatch } from "./command/dispatch.ts";
import type { Inquiry } from "./flight/inquiry.ts";
import { tapCommands, tapRefusals } from "./flight/taps.ts";
import { createHttp } from "./http/http.ts";
import type { LocalCalls } from "./http/room.ts";
import { systemClock, type Clock } from "./kit/clock.ts";
import { systemRandom, type RandomBytes } from "./kit/id.ts";
import { createLog, type Log } from "./kit/log.ts";
import { once } from "./kit/once.ts";
import { createAccount, createPeople, type Account } from "./module/account/index.ts";
import { chatCommands } from "./module/chat/index.ts";
import { groupCommands } from "./module/group/index.ts";
import { buildLine } from "./server/line.ts";
import { buildOthers } from "./server/others.ts";
import { openStore } from "./server/store.ts";
import { buildTrace } from "./server/trace.ts";
import { drain } from "./session/drain.ts";
import { Heartbeat } from "./session/heartbeat.ts";
import { Hub } from "./session/hub.ts";
import { Flusher } from "./session/outbox.ts";
import { Presence } from "./session/presence.ts";
import { Session } from "./session/session.ts";
import type { Storage } from "./storage/storage.ts";
import { Admission } from "./transport/admission.ts";
import type { Accept } from "./transport/link.ts";
import { listen, type Answer } from "./transport/listener.ts";

/** What tests put in place of the system's own. */
export interface Parts {
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  readonly log?: Log;
  readonly storage?: Storage;
  /** Where there are other nodes. */
  readonly bus?: Bus;
  /** The secret of host-app sign-in by HS256, made at first start. */
  readonly hostSecret?: string;
  /** What the command line of this machine may ask of the running server. */
  readonly local?: (account: Account, trace: Inquiry) => LocalCalls;
}

/** How people reach this server; the port may only be known once it listens. */
export interface Address {
  base: string;
}

/** The server without a port: takes links and HTTP requests from whoever has them. */
export interface Core {
  readonly account: Account;
  readonly address: Address;
  readonly storage: Storage;
  readonly accept: Accept;
  readonly answer: Answer;
  readonly admission: Admission;
  readonly hub: Hub;
  /** What became of messages. */
  readonly trace: Inquiry;
  /** Tells clients to come back, finishes what was begun, closes the store. */
  close(): Promise<void>;
}

/** The object graph, top to bottom. Nothing else in the server constructs what is long-lived. */
export async function createCore(config: Config, parts: Parts = {}): Promise<Core> {
  const { limits } = config;
  const clock = parts.clock ?? systemClock;
  const random = parts.random ?? systemRandom;
  const log = parts.log ?? createLog(config.log.level);
  const storage = parts.storage ?? (await openStore(config, random));
  const address = { base: config.publicUrl ?? `http://localhost:${config.port}` };

  // the line
  const hub = new Hub();
  const people = createPeople(storage);
  const bus = parts.bus ?? alone;
  const { conversations, apply, fanout, commit, resume, follower, recorder } = buildLine({
    ...{ storage, bus, hub, people, clock, log, limits, trace: config.trace },
  });
  const line = { conversations, commit, people, clock };
  const reading = { storage, conversations, people };

  // the rooms
  const account = createAccount({
    storage,
    commit,
    people,
    hub,
    bus,
    clock,
    random,
    log,
    config,
    hostSecret: parts.hostSecret,
  });
  const presence = new Presence(hub, clock, account.keepSeen, (user) => others.isHere(user));
  const others = buildOthers({ bus, hub, clock, fanout, conversations, presence, rate: limits.personRate });
  hub.watch(presence);
  const commands = [
    ...account.commands,
    ...chatCommands({ line, reading, events: others.events, resume, presence, seen: account }),
    ...groupCommands(line, reading),
  ];
  apply.onTell(account.hear);
  follower?.start();
  const dispatch = new Dispatch(tapCommands(commands, recorder), others.limiter, log);
  dispatch.onRefusal(tapRefusals(recorder));
  const trace = buildTrace({ recorder, storage, bus, clock, people, account });

  // who comes in
  const admission = new Admission(limits);
  const heartbeat = new Heartbeat(config.heartbeat, clock);
  heartbeat.start();
  const room = {
    handshake: { authenticate: account.authenticate, resume, heartbeat: config.heartbeat, now: () => clock.now() },
    dispatch,
    hub,
    heartbeat,
    flusher: new Flusher(clock),
    admission,
    clock,
    log,
    address,
    rate: limits.linkRate,
    patience: limits.patience,
    outboxBytes: limits.outboxBytes,
  };
  let draining = false;
  return {
    account,
    address,
    storage,
    admission,
    hub,
    trace,
    accept: (link) => new Session(link, room),
    answer: createHttp({
      config,
      dispatch,
      authenticate: account.authenticate,
      log,
      address,
      ready: () => !draining,
      local: parts.local?.(account, trace),
    }),
    close: once(async () => {
      draining = true;
      await drain(config.drain, { hub, dispatch, fanout, clock });
      heartbeat.stop();
      await account.close();
      await follower?.close();
      others.close();
      trace.close();
      await bus.close();
      await storage.close();
    }),
  };
}

/** A server that listens. */
export interface SkeinServer extends Core {
  readonly port: number;
}

export async function createServer(config: Config, parts: Parts = {}): Promise<SkeinServer> {
  const core = await createCore(config, parts);
  const setting = {
    host: config.host,
    port: config.port,
    origins: config.origins,
    trustedProxies: config.trustedProxies,
    outboxBytes: config.limits.outboxBytes,
  };
  const listener = await orClose(core, () => listen(setting, core.admission, core.accept, core.answer));
  core.address.base = config.publicUrl ?? `http://localhost:${listener.port}`;
  return {
    ...core,
    port: listener.port,
    close: once(async () => {
      listener.refuse();
      await core.close();
      await listener.stop();
    }),
  };
}

/** What was opened is closed again when the next step fails, a port that is taken above all. */
async function orClose<T>(core: Core, step: () => T): Promise<T> {
  try {
    return step();
  } catch (fault) {
    await core.close();
    throw fault;
  }
}
