import { Lru } from "../../kit/lru.ts";
import type { Role } from "./tables.ts";

/** A signed-in device as it is remembered; one object a device, however many tokens lead to it. */
export interface KnownDevice {
  readonly user: string;
  readonly session: string;
  readonly role: Role;
  /** When it was last noted as seen. */
  seen: number;
  /** False once it was signed out. */
  live: boolean;
}

/** A token and the device it stands for. */
interface KnownToken {
  readonly device: KnownDevice;
  /** The token is to be looked at again from then on. */
  readonly until: number;
}

/**
 * Whose token it is, from memory: everybody comes back at once after a cut. Both maps have one bound and are used
 * together, so a device that a remembered token leads to is remembered itself and can be ended by its id.
 */
export class KnownDevices {
  readonly #tokens: Lru<string, KnownToken>;
  readonly #devices: Lru<string, KnownDevice>;
  #changes = 0;

  constructor(bound: number) {
    this.#tokens = new Lru(bound);
    this.#devices = new Lru(bound);
  }

  /** Counts sign-outs and changes of roles: what was read of the store before one is not to be believed after it. */
  get changes(): number {
    return this.#changes;
  }

  find(token: string, now: number): KnownDevice | undefined {
    const known = this.#tokens.get(token);
    if (!known?.device.live || known.until <= now) return undefined;
    this.#devices.get(known.device.session);
    return known.device;
  }

  /** Until when a token that is remembered is good, ms. */
  until(token: string): number {
    return this.#tokens.get(token)?.until ?? Number.POSITIVE_INFINITY;
  }

  remember(token: string, found: Omit<KnownDevice, "live">, until: number): KnownDevice {
    let device = this.#devices.get(found.session);
    if (!device?.live) {
      device = { ...found, live: true };
      this.#devices.set(found.session, device);
    }
    this.#tokens.set(token, { device, until });
    return device;
  }

  /** One device was signed out. */
  end(session: string): void {
    this.#changes += 1;
    const device = this.#devices.get(session);
    if (device) device.live = false;
    this.#devices.delete(session);
  }

  /** Many devices of somebody were signed out, or a role changed: rare, so all are looked up anew. */
  forgetAll(): void {
    this.#changes += 1;
    this.#tokens.clear();
    this.#devices.clear();
  }
}
