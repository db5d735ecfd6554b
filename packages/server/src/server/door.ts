import type { Bus } from "../cluster/bus.ts";
import type { Dispatch } from "../command/dispatch.ts";
import type { Config } from "../config.ts";
import { createHttp } from "../http/http.ts";
import type { LocalCalls } from "../http/room.ts";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Readiness } from "../kit/readiness.ts";
import type { Tally } from "../kit/tally.ts";
import type { Meters } from "../metrics/meters.ts";
import { METRICS, type Observed } from "../metrics/table.ts";
import { exposition } from "../metrics/text.ts";
import type { Account } from "../module/account/index.ts";
import type { FileAnswers } from "../module/file/index.ts";
import { Expiry } from "../session/expiry.ts";
import { Heartbeat } from "../session/heartbeat.ts";
import type { Hub } from "../session/hub.ts";
import { Flusher } from "../session/outbox.ts";
import { Session } from "../session/session.ts";
import { Admission } from "../transport/admission.ts";
import { CarriedLinks } from "../transport/carried-links.ts";
import { LinkRelay } from "../transport/link-relay.ts";
import type { Accept } from "../transport/link.ts";
import type { Behind } from "../transport/listener.ts";
import { OverRequests } from "../transport/over-requests.ts";
import type { BuiltLine } from "./line.ts";
import { originsOf } from "./port.ts";

interface DoorParts {
  readonly config: Config;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly meters: Meters;
  readonly readiness: Readiness;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly line: BuiltLine;
  readonly account: Account;
  readonly dispatch: Dispatch;
  readonly address: { readonly base: string };
  readonly local: LocalCalls | undefined;
  readonly files: FileAnswers;
  /** What became of notifications. */
  readonly push: Tally;
  readonly search: Observed["search"];
}

/** Where links and requests come in. */
interface Door extends Behind {
  close(): void;
}

/** The part of the object graph that stands between the transports and the commands. */
export function buildDoor(parts: DoorParts): Door {
  const {
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
    files,
    push,
    search,
  } = parts;
  const { limits } = config;
  const { authenticate } = account;
  const admission = new Admission(limits, () => clock.now());
  const heartbeat = new Heartbeat(config.heartbeat, clock);
  heartbeat.start();
  const expiry = new Expiry(clock);
  const flusher = new Flusher(clock);
  const room = {
    handshake: { authenticate, resume: line.resume, heartbeat: config.heartbeat, tally: meters.sessions, clock },
    dispatch,
    hub,
    heartbeat,
    expiry,
    flusher,
    admission,
    clock,
    log,
    address,
    rate: limits.linkRate,
    patience: limits.patience,
    outboxBytes: limits.outboxBytes,
  };
  const accept: Accept = (link) => new Session(link, room);
  const { traffic } = meters;
  const { node } = bus;
  const { linkRate: rate, outboxBytes } = limits;
  const links = new CarriedLinks({ node, accept, admission, traffic, clock, random, rate, outboxBytes });
  links.start();
  const relay = new LinkRelay(bus, links, clock);
  const overRequests = new OverRequests({ origins: originsOf(config), traffic, links, elsewhere: relay, node });
  meters.lag.start();
  const observed: Observed = {
    ...line,
    ...{ meters, readiness, admission, links, relay, hub, flusher, ledger: dispatch.ledger, push, search },
  };
  const metrics = { token: config.metrics.token, text: () => exposition(METRICS, observed) };
  const asked = { config, dispatch, authenticate, waits: line.waits, log, address, clock, random };
  return {
    admission,
    traffic,
    accept,
    refuse: () => links.refuse(),
    answer: createHttp({
      ...asked,
      links: (request, from) => overRequests.answer(request, from),
      readiness,
      requests: meters.requests,
      metrics,
      local,
      files,
    }),
    close() {
      links.close();
      relay.close();
      heartbeat.stop();
      expiry.stop();
      meters.lag.stop();
    },
  };
}
