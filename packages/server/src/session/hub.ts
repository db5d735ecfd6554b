import type { TellFate } from "../message/audience.ts";

export type { TellFate };

/** A session, as the hub sees it. */
export interface Listener {
  readonly user: string;
  readonly device: string;
  /** @param tell called with what became of the frame, where somebody wants to know */
  deliver(frame: string, tell?: TellFate): void;
  end(code: number, reason: string): void;
  /** The person's role on the server changed. */
  promote(role: "owner" | "admin" | "member"): void;
}

/** Told when a person's first link comes and their last one goes. */
export interface Comings {
  arrived(user: string): void;
  left(user: string): void;
}

/** Who is here: the links of each person on this node. */
export class Hub {
  readonly #here = new Map<string, Listener[]>();
  readonly #comings: Comings[] = [];

  /** People with at least one link. */
  get people(): number {
    return this.#here.size;
  }

  /** The people with a link. */
  users(): Iterable<string> {
    return this.#here.keys();
  }

  watch(comings: Comings): void {
    this.#comings.push(comings);
  }

  isHere(user: string): boolean {
    return this.#here.has(user);
  }

  /** The person's links; not to be kept. */
  of(user: string): readonly Listener[] {
    return this.#here.get(user) ?? [];
  }

  /** Puts the frame into the outbox of each of the person's links, and tells how many there are. */
  deliver(user: string, frame: string): number {
    const links = this.#here.get(user);
    if (!links) return 0;
    for (const link of links) link.deliver(frame);
    return links.length;
  }

  add(link: Listener): void {
    const links = this.#here.get(link.user);
    if (links) {
      links.push(link);
      return;
    }
    this.#here.set(link.user, [link]);
    for (const each of this.#comings) each.arrived(link.user);
  }

  remove(link: Listener): void {
    const links = this.#here.get(link.user);
    if (!links?.includes(link)) return;
    // a new list: a link may end in the midst of a delivery or a drain, and the others must not be passed over
    const left = links.filter((other) => other !== link);
    if (left.length > 0) {
      this.#here.set(link.user, left);
      return;
    }
    this.#here.delete(link.user);
    for (const each of this.#comings) each.left(link.user);
  }

  /** Ends the links of one signed-in device, or of all of a person's. */
  end(user: string, code: number, reason: string, device?: string): void {
    for (const link of [...this.of(user)]) if (device === undefined || link.device === device) link.end(code, reason);
  }

  /** All links, for a drain. */
  *all(): Generator<Listener> {
    for (const links of this.#here.values()) yield* links;
  }
}
