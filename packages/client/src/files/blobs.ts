import type { Background } from "../background.ts";
import type { Store } from "../store/store.ts";

/** Files that were sent in this session and are still in memory under their new names: nothing that one has just seen is fetched again. */
const RECENT = 60;
/** What no message names is thrown away after so long, ms: another tab may be about to write the message that does. */
const ORPHAN = 86_400_000;

/** What is in files that wait to be sent: in memory, and in the store where that keeps them, so that they survive a reload. */
export class Blobs {
  private readonly held = new Map<string, Blob>();
  private readonly recent = new Map<string, Blob>();

  constructor(
    private readonly is: { readonly store: Store; readonly background: Background; readonly now: () => number },
  ) {}

  /** A name for one, which tells when it was given. */
  static nameAt(at: number, key: string, place: number): string {
    return `local-${at.toString(36)}-${key}-${place}`;
  }

  put(id: string, blob: Blob): void {
    this.held.set(id, blob);
    const { blobs } = this.is.store;
    // where there is no room for it, it goes on from memory and ends with the page
    if (blobs) this.is.background(() => blobs.put(id, blob).catch(() => undefined));
  }

  /** What is at hand without waiting: also of a file that has just been sent, by the server's id. */
  at(id: string): Blob | undefined {
    return this.held.get(id) ?? this.recent.get(id);
  }

  async get(id: string): Promise<Blob | undefined> {
    const known = this.at(id);
    if (known) return known;
    const kept = await this.is.store.blobs?.get(id);
    if (kept) this.held.set(id, kept);
    return kept;
  }

  /** The file has arrived. */
  became(id: string, arrived: string): void {
    const blob = this.held.get(id);
    if (!blob) return;
    this.recent.set(arrived, blob);
    for (const [oldest] of this.recent) if (this.recent.size > RECENT) this.recent.delete(oldest);
  }

  /** Nobody needs it any more. */
  drop(id: string): void {
    this.held.delete(id);
    const { blobs } = this.is.store;
    if (blobs) this.is.background(() => blobs.delete(id));
  }

  /** Throws away what a page that has ended left behind. */
  async sweep(wanted: ReadonlySet<string>): Promise<void> {
    const before = this.is.now() - ORPHAN;
    for (const id of (await this.is.store.blobs?.names()) ?? []) {
      const at = Number.parseInt(id.split("-")[1] ?? "", 36);
      if (!wanted.has(id) && !(at > before)) this.drop(id);
    }
  }
}
