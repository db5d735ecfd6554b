import { join } from "node:path";
import type { Config } from "./config.ts";
import { Dispatch } from "./command/dispatch.ts";
import { Limiter } from "./command/limiter.ts";
import { createHttp } from "./http/http.ts";
import type { LocalCalls } from "./http/room.ts";
import { systemClock, type Clock } from "./kit/clock.ts";
import { newId, systemRandom, type RandomBytes } from "./kit/id.ts";
import { createLog, type Log } from "./kit/log.ts";
import { once } from "./kit/once.ts";
import { orClose } from "./kit/or-close.ts";
import { Readiness } from "./kit/readiness.ts";
import { Commit } from "./message/commit.ts";
import { Conversations } from "./message/conversations.ts";
import { Cursors } from "./message/cursor.ts";
import { Fanout } from "./message/fanout.ts";
import { Recent } from "./message/recent.ts";
import { Resume } from "./message/resume.ts";
import { Meters } from "./metrics/meters.ts";
import { METRICS } from "./metrics/table.ts";
import { exposition } from "./metrics/text.ts";
import { accountMigrations, createAccount, createPeople, type Account } from "./module/account/index.ts";
import { chatCommands } from "./module/chat/index.ts";
import { groupCommands } from "./module/group/index.ts";
import { drain } from "./session/drain.ts";
import { Heartbeat } from "./session/heartbeat.ts";
import { Hub } from "./session/hub.ts";
import { Flusher } from "./session/outbox.ts";
import { Presence } from "./session/presence.ts";
import { Session } from "./session/session.ts";
import { coreMigrations } from "./storage/sqlite/schema.ts";
import { openSqlite } from "./storage/sqlite/open.ts";
import type { Storage } from "./storage/storage.ts";
import { StoreHealth } from "./storage/store-health.ts";
import { watched } from "./storage/watched.ts";
import { Admission } from "./transport/admission.ts";
import { listen, type Behind } from "./transport/listener.ts";

/** All steps of the database's shape, in order. */
export const migrations = [...coreMigrations, ...accountMigrations];

/** What tests put in place of the system's own. */
export interface Parts {
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  readonly log?: Log;
  readonly storage?: Storage;
  /** The secret of host-app sign-in by HS256, made at first start. */
  readonly hostSecret?: string;
  /** What the command line of this machine may ask of the running server. */
  readonly local?: (account: Account) => LocalCalls;
}

/** How people reach this server; the port may only be known once it listens. */
export interface Address {
  base: string;
}

/** The server without a port: takes links and HTTP requests from whoever has them. */
export interface Core extends Behind {
  readonly account: Account;
  readonly address: Address;
  readonly storage: Storage;
  readonly hub: Hub;
  readonly readiness: Readiness;
  /** Tells clients to come back, finishes what was begun, closes the store. */
  close(): Promise<void>;
}

/** The object graph, top to bottom. Nothing else in the server constructs what is long-lived. */
export async function createCore(config: Config, parts: Parts = {}): Promise<Core> {
  const { limits } = config;
  const clock = parts.clock ?? systemClock;
  const random = parts.random ?? systemRandom;
  const log = parts.log ?? createLog(config.log.level);
  const meters = new Meters(clock);
  const readiness = new Readiness(log);
  const health = new StoreHealth(readiness, clock, () => commit.submit({ rows: [] }));
  const storage = watched(parts.storage ?? (await openStorage(config, random)), meters.store, health, clock);
  const address = { base: config.publicUrl ?? `http://localhost:${config.port}` };

  // the line
  const hub = new Hub();
  const people = createPeople(storage);
  const cursors = new Cursors(storage.identity.epoch);
  const conversations = new Conversations(storage, limits.conversationsInMemory);
  const recent = new Recent(storage.identity.pos, { changes: limits.recentChanges, bytes: limits.recentBytes });
  const fanout = new Fanout(hub, cursors, clock);
  const commit = new Commit(storage, conversations, recent, fanout, clock, log);
  const resume = new Resume(storage, conversations, recent, commit, people, cursors);
  const line = { conversations, commit, people, clock };
  const reading = { storage, conversations, people };

  // the rooms
  const { hostSecret } = parts;
  const account = createAccount({ storage, commit, people, hub, clock, random, log, config, hostSecret });
  const { authenticate } = account;
  const presence = new Presence(hub, clock, account.keepSeen);
  hub.watch(presence);
  const commands = [
    ...account.commands,
    ...chatCommands({ line, reading, fanout, resume, presence, seen: account }),
    ...groupCommands(line, reading),
  ];
  const dispatch = new Dispatch(commands, new Limiter(limits.personRate), clock, log);

  // who comes in
  const admission = new Admission(limits);
  const heartbeat = new Heartbeat(config.heartbeat, clock);
  heartbeat.start();
  const flusher = new Flusher(clock);
  const room = {
    handshake: { authenticate, resume, heartbeat: config.heartbeat, tally: meters.sessions, clock },
    dispatch,
    hub,
    heartbeat,
    flusher,
    admission,
    clock,
    log,
    address,
    rate: limits.linkRate,
    patience: limits.patience,
    outboxBytes: limits.outboxBytes,
  };
  meters.lag.start();
  const { ledger } = dispatch;
  const observed = { meters, readiness, admission, hub, flusher, ledger, commit, fanout, conversations, recent };
  const metrics = { token: config.metrics.token, text: () => exposition(METRICS, observed) };
  const asked = { config, dispatch, authenticate, log, address, clock, random };
  return {
    account,
    address,
    storage,
    admission,
    traffic: meters.traffic,
    hub,
    readiness,
    accept: (link) => new Session(link, room),
    answer: createHttp({ ...asked, readiness, requests: meters.requests, metrics, local: parts.local?.(account) }),
    close: once(async () => {
      readiness.report("draining", false);
      await drain(config.drain, { hub, dispatch, fanout, clock });
      heartbeat.stop();
      meters.lag.stop();
      health.close();
      await account.close();
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
  const listener = await orClose(core, () => listen(setting, core));
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

function openStorage(config: Config, random: RandomBytes): Promise<Storage> {
  return openSqlite({
    file: join(config.data, "skein.db"),
    synchronous: "FULL",
    migrations,
    epoch: newId(random).slice(0, 8),
  });
}
