import type { Background } from "./background.ts";

/**
 * A part that the core does without until it is loaded. What is asked of it before waits in its order, also through a try that failed;
 * afterwards it runs at once.
 *
 * @example const own = new Late(background, async () => (await import("./build-own.ts")).buildOwn(parts));
 */
export class Late<Part> {
  private part: Part | undefined;
  private loading: Promise<Part> | undefined;
  private waiting: ((part: Part) => void)[] = [];

  constructor(
    private readonly background: Background,
    private readonly load: () => Promise<Part>,
  ) {}

  with(task: (part: Part) => void): void {
    if (this.part) return task(this.part);
    this.waiting.push(task);
    if (!this.loading) this.background(() => this.get());
  }

  /** The part itself; rejects where it cannot be loaded. */
  async get(): Promise<Part> {
    if (this.part) return this.part;
    this.loading ??= this.load();
    try {
      const part = await this.loading;
      const { waiting } = this;
      this.waiting = [];
      this.part = part;
      for (const task of waiting) task(part);
      return part;
    } finally {
      this.loading = undefined;
    }
  }
}
