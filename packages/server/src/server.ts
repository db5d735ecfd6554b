import type { Config } from "./config.ts";
import { Dispatch } from "./command/dispatch.ts";
import { Duties } from "./duty/index.ts";
import type { Inquiry } from "./flight/inquiry.ts";
import { tapCommands, tapRefusals } from "./flight/taps.ts";
import { AddressRanges } from "./kit/address-ranges.ts";
import { systemClock } from "./kit/clock.ts";
import { systemRandom } from "./kit/id.ts";
import { createLog } from "./kit/log.ts";
import { once } from "./kit/once.ts";
import { createOutside } from "./kit/outside.ts";
import { orClose } from "./kit/or-close.ts";
import { Readiness } from "./kit/readiness.ts";
import { boundOf, warm } from "./message/warm.ts";
import { Meters } from "./metrics/meters.ts";
import { createPeople, type Account } from "./module/account/index.ts";
import { openSearch } from "./module/search/index.ts";
import { loadPushKeys } from "./module/push/index.ts";
import { sharedSecret } from "./module/node/index.ts";
import { openBlobs } from "./server/blobs.ts";
import { openBus } from "./server/bus.ts";
import { buildDoor } from "./server/door.ts";
import { buildLine } from "./server/line.ts";
import { enterNeighbourhood } from "./server/neighbourhood.ts";
import type { Address, Parts } from "./server/parts.ts";
import { openPort, ownBase } from "./server/port.ts";
import { openStore } from "./server/store.ts";
import { buildRooms } from "./server/rooms.ts";
import { buildTrace } from "./server/trace.ts";
import { drain } from "./session/drain.ts";
import { Hub } from "./session/hub.ts";
import type { Storage } from "./storage/storage.ts";
import { StoreHealth } from "./storage/store-health.ts";
import { watched } from "./storage/watched.ts";
import type { Behind } from "./transport/listener.ts";

export type { Address, Parts };

/** The server without a port: takes links and HTTP requests from whoever has them. */
export interface Core extends Behind {
  readonly account: Account;
  readonly address: Address;
  readonly storage: Storage;
  readonly hub: Hub;
  readonly readiness: Readiness;
  /** Resolves when what any node committed before is applied here. */
  caughtUp(): Promise<void>;
  /** What became of messages. */
  readonly trace: Inquiry;
  /** Tells clients to come back, finishes what was begun, closes the store. */
  close(): Promise<void>;
}

/** The object graph, top to bottom; its larger parts stand in server/. Nothing else in the server constructs what is long-lived. */
export async function createCore(config: Config, parts: Parts = {}): Promise<Core> {
  const { limits } = config;
  const clock = parts.clock ?? systemClock;
  const random = parts.random ?? systemRandom;
  const log = parts.log ?? createLog(config.log.level);
  const meters = new Meters(clock);
  const readiness = new Readiness(log);
  const health = new StoreHealth(readiness, clock, () => line.commit.submit({ rows: [] }));
  const storage = watched(parts.storage ?? (await openStore(config, random)), meters.store, health, clock);
  const bus = parts.bus ?? (await openBus(config, storage.identity.epoch, { clock, random, log }));
  const address = { base: config.publicUrl ?? ownBase(config, config.port) };

  // the line
  const hub = new Hub();
  const people = createPeople(storage, clock);
  const line = buildLine({ storage, bus, hub, people, clock, log, limits, trace: config.trace });
  const { commit, fanout, recorder } = line;
  if (limits.recentChanges > 0) await warm(storage, line, storage.identity.pos, clock, boundOf(limits));

  // what is done behind it
  const duties = new Duties({ storage, commit, clock, log, node: bus.node });
  const { data, postgres } = config;
  const where = parts.search ?? (parts.storage ? "inline" : "own");
  const search = openSearch({ storage, data, postgres, where, clock, log, node: bus.node });
  line.apply.onWritten(() => {
    duties.wake();
    search.wake();
  });

  // the rooms
  const own = parts.hostSecret;
  const hostSecret = storage.follow && own ? await sharedSecret({ storage, commit }, "hostAuth", own) : own;
  const outside = parts.outside ?? createOutside({ allowed: new AddressRanges(config.outside.allowed) });
  const blobs = parts.blobs ?? openBlobs(config);
  const pushKeys = await loadPushKeys({ storage, commit }, random);
  const rooms = buildRooms({
    ...{ config, blobs, storage, bus, hub, people, line, duties, search, outside, hostSecret, pushKeys },
    ...{ clock, random, log },
    dispatch: () => dispatch,
  });
  const { account, others } = rooms;
  const dispatch: Dispatch = new Dispatch(
    account.tapped(tapCommands(rooms.commands, recorder)),
    others.limiter,
    clock,
    log,
  );
  dispatch.onRefusal(tapRefusals(recorder));
  const trace = buildTrace({ recorder, storage, bus, clock, people, account });

  // the other nodes
  line.follower?.start();
  const node = await enterNeighbourhood({ config, storage, commit, bus, hub, readiness, clock, log });

  if (parts.duties !== "none") duties.start();

  // who comes in
  const local = parts.local?.(account, trace);
  const door = buildDoor({
    ...{
      config,
      clock,
      random,
      log,
      meters,
      readiness,
      bus,
      hub,
      line,
      account,
      dispatch,
      address,
      local,
      files: rooms.files,
      push: rooms.push.tally,
      search,
    },
  });
  return {
    ...door,
    account,
    address,
    storage,
    hub,
    readiness,
    caughtUp: async () => line.follower?.caughtUp(),
    trace,
    close: once(async () => {
      readiness.report("draining", false);
      account.release();
      line.waits.close();
      await drain(config.drain, { hub, dispatch, fanout, clock });
      door.close();
      health.close();
      await duties.close();
      await search.close();
      rooms.push.close();
      await rooms.close();
      await node?.close();
      await line.follower?.close();
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
  const own = { clock: parts.clock ?? systemClock, log: parts.log ?? createLog(config.log.level) };
  const listener = await orClose(core, () => openPort(config, core, own));
  core.address.base = config.publicUrl ?? ownBase(config, listener.port);
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
