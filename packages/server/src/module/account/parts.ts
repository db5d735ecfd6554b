import type { Clock } from "../../kit/clock.ts";
import type { RandomBytes } from "../../kit/id.ts";
import type { Commit } from "../../message/commit.ts";
import type { Hub } from "../../session/hub.ts";
import type { Avatars } from "../file/index.ts";
import type { AttemptRates, Attempts } from "./attempts.ts";
import type { LoginPolicy } from "./device.ts";
import type { HostAuthSettings } from "./host-key.ts";
import type { KnownDevices } from "./known-devices.ts";
import type { Passwords, PasswordWork } from "./password.ts";
import type { Pairings } from "./pairings.ts";
import type { PeopleInStore } from "./people.ts";
import type { Store } from "./store.ts";

/** What an operator may set of this room. */
export interface AccountSettings {
  /** Name of the server, as people see it. */
  readonly name: string;
  readonly registration: "open" | "invite" | "closed";
  readonly loginPolicy: LoginPolicy;
  readonly hostAuth: HostAuthSettings;
  /** Whether pages are asked what they are; they are not unless told. */
  readonly previews?: { readonly enabled: boolean };
  readonly attempts?: AttemptRates;
  readonly passwordWork?: PasswordWork;
}

/** What the files of this room share. */
export interface Parts {
  readonly store: Store;
  readonly people: PeopleInStore;
  readonly commit: Pick<Commit, "submit">;
  readonly avatars: Pick<Avatars, "put">;
  readonly hub: Hub;
  readonly devices: KnownDevices;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  readonly pairings: Pairings;
  /** Of people whose account is being erased by this node: the device that asked, whose links end when it has its answer. */
  readonly leaving: Map<string, string>;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly settings: AccountSettings;
}
