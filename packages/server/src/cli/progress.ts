import type { Stages, Step } from "../backup/step.ts";

/** What a bar is drawn on. */
export interface Surface {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 28;

/**
 * A bar for each stage of some work, drawn in place on a terminal; elsewhere nothing, so that a log of cron holds no bars.
 *
 * @example const stages = progress(process.stderr); const step = stages("Packing", 1e9); step(65_536);
 */
export function progress(surface: Surface): Stages {
  let end = (): void => undefined;
  return (name, bytes): Step => {
    end();
    end = () => undefined;
    if (surface.isTTY !== true) return () => undefined;
    let done = 0;
    let shown = -1;
    const draw = (share: number) => {
      const percent = Math.floor(share * 100);
      if (percent === shown) return;
      shown = percent;
      const full = Math.round(share * WIDTH);
      const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
      surface.write(`\r${name.padEnd(22)} ${bar} ${String(percent).padStart(3)} % of ${(bytes / 1e6).toFixed(1)} MB`);
    };
    draw(0);
    // how much there is was only estimated, where SQLite copies
    end = () => {
      draw(1);
      surface.write("\n");
    };
    return (more) => {
      done += more;
      draw(bytes === 0 ? 1 : Math.min(1, done / bytes));
    };
  };
}
