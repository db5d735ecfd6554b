/** Timelines that nobody looks at and that are still in memory. */
const KEPT = 20;

/** Keeps the timelines that were looked at last, so that going back to one costs nothing, and lets go of the others. */
export class IdleTimelines {
  private readonly idle = new Set<{ unload(): void }>();

  watched(timeline: { unload(): void }, looking: boolean): void {
    this.idle.delete(timeline);
    if (looking) return;
    this.idle.add(timeline);
    if (this.idle.size <= KEPT) return;
    for (const oldest of this.idle) {
      this.idle.delete(oldest);
      oldest.unload();
      return;
    }
  }
}
