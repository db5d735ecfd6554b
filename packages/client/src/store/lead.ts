/** As much of the Web Locks API as is used. */
export interface Locks {
  request(
    name: string,
    options: { ifAvailable?: boolean; signal?: AbortSignal; steal?: boolean },
    work: (lock: unknown) => Promise<void>,
  ): Promise<void>;
}

/**
 * Of all tabs on one database one leads: the one that holds the lock. When it goes, the next takes over.
 */
export class Lead {
  /** Whether this tab leads. */
  leads = false;
  private readonly ended = new AbortController();
  private release: () => void = () => undefined;

  constructor(
    private readonly locks: Locks | undefined,
    private readonly name: string,
  ) {}

  /** Takes the lead if nobody has it; otherwise queues for it and calls `taken` when it comes. */
  async seek(taken: () => void, failed: (error: unknown) => void): Promise<void> {
    const { locks } = this;
    if (!locks) {
      this.leads = true;
      return;
    }
    await new Promise<void>((resolve) => {
      locks
        .request(this.name, { ifAvailable: true }, async (lock) => {
          if (!lock) return;
          resolve();
          await this.hold();
        })
        .then(resolve, (error: unknown) => {
          failed(error);
          resolve();
        });
    });
    if (this.leads) return;
    locks
      .request(this.name, { signal: this.ended.signal }, async () => {
        const held = this.hold();
        taken();
        await held;
      })
      .catch((error: unknown) => {
        if (!this.ended.signal.aborted) failed(error);
      });
  }

  /** Hands the lead on. */
  end(): void {
    this.leads = false;
    this.ended.abort();
    this.release();
  }

  private hold(): Promise<void> {
    if (this.ended.signal.aborted) return Promise.resolve();
    this.leads = true;
    return new Promise((resolve) => {
      this.release = resolve;
    });
  }
}
