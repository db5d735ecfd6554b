import { CLOSE, type Profile } from "@skein/protocol";
import type { Ended } from "@skein/protocol/schema";
import type { Log } from "../../kit/log.ts";
import { eventFrame } from "../../message/fanout.ts";
import type { Parts } from "./parts.ts";
import { acquaintancesOf } from "./acquaintances.ts";
import { endDevice, endDevicesOf, endOtherDevices } from "./sign-out.ts";
import type { Role } from "./tables.ts";
import type { Told } from "../../message/apply.ts";

/** What a write of this room tells every node; the first word says which. */
export type AccountTell =
  /** A device was signed out. `asking` is the one that asked: it has its answer first. */
  | readonly ["ended", user: string, session: string, asking: string | null, ended: Ended]
  /** All devices of the person but one were. */
  | readonly ["others", user: string, kept: string, ended: Ended]
  /** Those that the log-in policy left no room for were signed out. */
  | readonly ["beyond", user: string, ended: Ended]
  /** Something became of a device that asks to be signed in; told by the fingerprint of its code. */
  | readonly ["pairing", code: string]
  | readonly ["role", user: string, role: Role]
  | readonly ["profile", profile: Profile]
  /** The account is gone for good; this is what is left of its profile. */
  | readonly ["erased", profile: Profile];

/** For the `tell` of a write. */
export function tell(what: AccountTell): string {
  return JSON.stringify(what);
}

/** Heeds what writes of this room tell, on every node. */
export class AccountTells {
  /** One profile after the other: of two changes the later one must be told last. */
  #telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: Parts,
    private readonly log: Log,
  ) {}

  /** What is not of this room is passed over. */
  hear(told: Told): void {
    const what = told as AccountTell;
    switch (what[0]) {
      case "ended":
        endDevice(this.parts, what[1], what[2], what[4], what[3] ?? undefined);
        return;
      case "others":
        endOtherDevices(this.parts, what[1], what[2], what[3]);
        return;
      case "beyond":
        this.#beyond(what[1], what[2]);
        return;
      case "pairing":
        this.parts.pairings.wake(what[1]);
        return;
      case "role":
        this.#role(what[1], what[2]);
        return;
      case "profile":
        this.#profile(what[1]);
        return;
      case "erased":
        this.#erased(what[1]);
        return;
    }
  }

  /** Waits for what is being told. */
  close(): Promise<void> {
    return this.#telling;
  }

  #role(user: string, role: Role): void {
    const { devices, hub, clock } = this.parts;
    const promote = (): void => {
      for (const link of hub.of(user)) link.promote(role);
    };
    devices.forgetAll();
    promote();
    // a hello may be between its check and its place in the hub
    clock.soon(promote);
  }

  #beyond(user: string, ended: Ended): void {
    this.#telling = this.#telling.then(async () => {
      try {
        await endDevicesOf(this.parts, user, ended);
      } catch (fault) {
        this.log.error(
          { err: fault, user },
          "which devices were signed out could not be read: all tokens are looked up anew",
        );
        this.parts.devices.forgetAll();
        this.parts.hub.end(user, CLOSE.fault.code, "look again");
      }
    });
  }

  /** The device that asked has its answer first; a hello may be between its check and its place in the hub. [ERASE-1] */
  #erased(profile: Profile): void {
    const { clock } = this.parts;
    this.parts.devices.forgetAll();
    this.#profile(profile);
    const end = (): void => {
      const asking = this.parts.leaving.get(profile.id) ?? "";
      endOtherDevices(this.parts, profile.id, asking, { why: "erased", at: clock.now() });
    };
    clock.soon(end);
  }

  /** All acquaintances that are here see the new profile. [PROF-1] */
  #profile(profile: Profile): void {
    this.parts.people.changed(profile.id, JSON.stringify(profile));
    this.#telling = this.#telling.then(async () => {
      try {
        const frame = eventFrame("user", { user: profile });
        for (const hearer of await acquaintancesOf(this.parts.store, profile.id)) this.parts.hub.deliver(hearer, frame);
      } catch (fault) {
        this.log.warn({ err: fault, user: profile.id }, "a changed profile could not be told");
      }
    });
  }
}
