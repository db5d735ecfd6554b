/** As much of the Web Locks API as is used. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal; steal?: boolean },
    work: (lock: unknown) => Promise<void>,
  ): Promise<void>;
}

/**
 * Of all tabs on one database one leads: the one that holds the lock. When it goes, or sleeps, the next takes over.
 */
export class Lead {
  /** Whether this tab leads. */
  leads = false;
  /** The present request for the lock, held or queued. */
  private request = new AbortController();
  private release: () => void = () => undefined;
  private over = false;
  private taken: () => void = () => undefined;
  private failed: (error: unknown) => void = () => undefined;

  constructor(
    private readonly locks: Locks | undefined,
    private readonly name: string,
  ) {}

  /** Takes the lead if nobody has it; otherwise queues for it and calls `taken` when it comes. */
  async seek(taken: () => void, failed: (error: unknown) => void): Promise<void> {
    const { locks, request } = this;
    this.taken = taken;
    this.failed = failed;
    if (!locks) {
      this.leads = true;
      return;
    }
    await new Promise<void>((resolve) => {
      locks
        .request(this.name, { ifAvailable: true }, async (lock) => {
          if (!lock) return;
          resolve();
          await this.hold(request);
        })
        .then(resolve, (error: unknown) => {
          failed(error);
          resolve();
        });
    });
    if (!this.leads && !request.signal.aborted) this.queue(request);
  }

  /** The page sleeps, or is put away: whoever waits leads from now on. [TAB-3] */
  sleep(): void {
    if (!this.locks) return;
    this.leads = false;
    this.request.abort();
    this.release();
  }

  /** It is awake again: it queues. */
  wake(): void {
    if (this.over || !this.request.signal.aborted) return;
    this.request = new AbortController();
    this.queue(this.request);
  }

  /** Hands the lead on. */
  end(): void {
    this.over = true;
    this.leads = false;
    this.request.abort();
    this.release();
  }

  private queue(request: AbortController): void {
    this.locks
      ?.request(this.name, { signal: request.signal }, async () => {
        const held = this.hold(request);
        if (this.leads) this.taken();
        await held;
      })
      .catch((error: unknown) => {
        if (!request.signal.aborted) this.failed(error);
      });
  }

  private hold(request: AbortController): Promise<void> {
    // granted in the moment in which it was given up
    if (request.signal.aborted) return Promise.resolve();
    this.leads = true;
    return new Promise((resolve) => {
      this.release = resolve;
    });
  }
}
