import type { Background } from "./background.ts";

/**
 * A part that the core does without until it is loaded. What is asked of it before waits in its order; afterwards it runs at once.
 *
 * @example const own = new Late(background, async () => (await import("./build-own.ts")).buildOwn(parts));
 */
export class Late<Part> {
  private part: Part | undefined;
  private waiting: ((part: Part) => void)[] | undefined;

  constructor(
    private readonly background: Background,
    private readonly load: () => Promise<Part>,
  ) {}

  with(task: (part: Part) => void): void {
    if (this.part) {
      task(this.part);
      return;
    }
    if (this.waiting) {
      this.waiting.push(task);
      return;
    }
    this.waiting = [task];
    this.background(() => this.begin());
  }

  private async begin(): Promise<void> {
    try {
      this.part = await this.load();
    } finally {
      const { waiting = [], part } = this;
      this.waiting = undefined;
      // without it they are given up, and the next one loads it anew
      if (part) for (const task of waiting) task(part);
    }
  }
}
