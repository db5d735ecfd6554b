import type { Bus } from "../cluster/bus.ts";
import { Inquiry } from "../flight/inquiry.ts";
import type { FlightRecorder } from "../flight/recorder.ts";
import type { Clock } from "../kit/clock.ts";
import type { People } from "../message/people.ts";
import type { Account } from "../module/account/index.ts";
import type { Storage } from "../storage/storage.ts";

interface TraceParts {
  readonly recorder: FlightRecorder;
  readonly storage: Storage;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly people: People;
  readonly account: Pick<Account, "deviceNames">;
}

/** The part of the object graph that answers where a message is. */
export function buildTrace({ recorder, storage, bus, clock, people, account }: TraceParts): Inquiry {
  return new Inquiry(recorder, storage, bus, clock, async (users, devices) => {
    const profiles = (await people.profiles(users)).map((text) => JSON.parse(text) as { id: string; name: string });
    return Object.fromEntries([
      ...profiles.map(({ id, name }): [string, string] => [id, name]),
      ...(await account.deviceNames(devices)),
    ]);
  });
}
