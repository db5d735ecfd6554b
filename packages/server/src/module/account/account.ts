import type { Bus } from "../../cluster/bus.ts";
import type { Command } from "../../command/command.ts";
import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import type { Commit } from "../../message/commit.ts";
import type { Authenticate } from "../../session/authenticate.ts";
import type { Hub } from "../../session/hub.ts";
import type { KeepSeen } from "../../session/presence.ts";
import type { Ended } from "@skein/protocol/schema";
import type { Statement, Storage } from "../../storage/storage.ts";
import { lastSeenOf } from "./acquaintances.ts";
import { Attempts } from "./attempts.ts";
import { createAuthenticate } from "./authenticate.ts";
import { ban, unban } from "./ban.ts";
import { accountCommands } from "./commands.ts";
import { eraseCommand, type Erasing } from "./erase.ts";
import { HostSignIn } from "./host-sign-in.ts";
import { HostTokens } from "./host-token.ts";
import { indexNames } from "./name-index.ts";
import { KnownDevices } from "./known-devices.ts";
import { createOperator, type Operator } from "./operator.ts";
import type { AccountSettings, Parts } from "./parts.ts";
import { Pairings } from "./pairings.ts";
import { Passwords } from "./password.ts";
import type { PeopleInStore } from "./people.ts";
import { tapPlaces } from "./places.ts";
import { Seen } from "./seen.ts";
import { endOtherDevices } from "./sign-out.ts";
import { Store } from "./store.ts";
import { AccountTells } from "./tell.ts";
import type { Told } from "../../message/apply.ts";

/** Tokens remembered; about 300 bytes each. */
const KNOWN_DEVICES = 65_536;

export interface AccountDeps {
  readonly storage: Pick<Storage, "query">;
  readonly people: PeopleInStore;
  readonly commit: Pick<Commit, "submit">;
  /** Makes pictures of people. */
  readonly avatars: Parts["avatars"];
  readonly hub: Hub;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  readonly config: AccountSettings;
  /** The secret of host-app sign-in by HS256 where none is configured. */
  readonly hostSecret: string | undefined;
  readonly erasing: Erasing;
}

/** Accounts, sign-in, devices, people and invitations. */
export interface Account extends Operator {
  /** The rows of `server.info`, `account.*`, `session.*`, `user.*` and `invite.*`. */
  readonly commands: readonly Command[];
  readonly authenticate: Authenticate;
  /** Notes when somebody was here; written later, in nobody's way. */
  readonly keepSeen: KeepSeen;
  /** When people were last seen, ms; undefined for never. */
  lastSeen(of: readonly string[]): Promise<ReadonlyMap<string, number | undefined>>;
  /** Notes with some of these commands from where devices ask. */
  tapped(commands: readonly Command[]): readonly Command[];
  /** Heeds what a write of this room told, on whichever node it was written. */
  hear(told: Told): void;
  /** Some was not heard: who has which name, which role and which devices is read anew. */
  forget(): void;
  /** What keeps a person out, until then or for ever. Whoever writes it tells, and calls `ended` on every node. */
  ban(user: string, until: number | undefined, words: string | undefined): ReturnType<typeof ban>;
  /** What lets them in again. */
  unban(user: string): Statement;
  /** All devices of a person were signed out in the store. */
  ended(user: string, ended: Ended): void;
  /** The server goes: whoever waits for an answer has it now. */
  release(): void;
  /** Writes what is noted but not written. */
  close(): Promise<void>;
}

/** @throws Error that names a setting of `hostAuth` which cannot be used */
export function createAccount(deps: AccountDeps): Account {
  const { storage, people, commit, avatars, hub, clock, random, log, config } = deps;
  const parts: Parts = {
    store: new Store(storage, clock),
    people,
    commit,
    avatars,
    hub,
    clock,
    random,
    devices: new KnownDevices(KNOWN_DEVICES),
    passwords: new Passwords(config.passwordWork),
    attempts: new Attempts(clock, config.attempts, deps.bus),
    pairings: new Pairings(clock),
    leaving: new Map(),
    settings: config,
  };
  const seen = new Seen(commit, clock, log);
  const tokens = config.hostAuth.enabled ? new HostTokens(config.hostAuth, deps.hostSecret, clock, log) : undefined;
  const authenticate = createAuthenticate(parts, seen, tokens && new HostSignIn(parts, tokens));
  const tells = new AccountTells(parts, log);
  const endAttempts = parts.attempts.start();
  const indexing = indexNames(parts.store, commit, log);
  return {
    ...createOperator(parts),
    commands: [...accountCommands(parts, authenticate), eraseCommand(parts, deps.erasing)],
    authenticate,
    keepSeen: (user, at) => {
      seen.person(user, at);
    },
    hear: (told) => {
      tells.hear(told);
    },
    forget() {
      people.forgetAll();
      parts.devices.forgetAll();
    },
    tapped: (commands) => tapPlaces(commands, seen),
    ban: (user, until, words) => ban(user, until, words, clock.now()),
    unban,
    ended(user, ended) {
      endOtherDevices(parts, user, "", ended);
    },
    release() {
      parts.pairings.close();
    },
    lastSeen: (of) => lastSeenOf(storage, seen, of),
    async close() {
      endAttempts();
      await indexing.close();
      await tells.close();
      // their links end after the store is closed
      for (const link of hub.all()) seen.person(link.user, clock.now());
      await seen.close();
    },
  };
}
