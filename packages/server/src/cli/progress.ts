import type { Stages, Step } from "../backup/step.ts";
import type { Clock } from "../kit/clock.ts";
import { counted } from "./counted.ts";

/** What a bar is drawn on. */
export interface Surface {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const WIDTH = 28;

/** Begins to say how far a stage is, in words behind its bar. */
type Tell = () => (done: number, total: number) => string;

const megabytes: Tell = () => (_, total) => `of ${(total / 1e6).toFixed(1)} MB`;

/** For work on rows: how many there are, how many a second, and how long it goes on. */
export function inRows(clock: Clock): Tell {
  return () => {
    const began = clock.now();
    return (done, total) => {
      const seconds = Math.max(0.001, (clock.now() - began) / 1000);
      const rate = done / seconds;
      const left = rate > 0 && done < total ? `, ${duration((total - done) / rate)} left` : "";
      return `of ${counted(total, "row")}, ${Math.round(rate).toLocaleString("en")} a second${left}`;
    };
  };
}

/** Minutes and seconds, `2:07`. */
function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/**
 * A bar for each stage of some work, drawn in place on a terminal; elsewhere nothing, so that a log of cron holds no bars.
 *
 * @example const stages = progress(process.stderr); const step = stages("Packing", 1e9); step(65_536);
 */
export function progress(surface: Surface, tell = megabytes): Stages {
  let end = (): void => undefined;
  return (name, total): Step => {
    end();
    end = () => undefined;
    if (surface.isTTY !== true) return () => undefined;
    const words = tell();
    let done = 0;
    let shown = -1;
    const draw = (share: number) => {
      const percent = Math.floor(share * 100);
      if (percent === shown) return;
      shown = percent;
      const full = Math.round(share * WIDTH);
      const bar = "█".repeat(full) + "░".repeat(WIDTH - full);
      surface.write(`\r${name.padEnd(22)} ${bar} ${String(percent).padStart(3)} % ${words(done, total)}\u001b[K`);
    };
    draw(0);
    // how much there is was only estimated, where SQLite copies
    end = () => {
      draw(1);
      surface.write("\n");
    };
    return (more) => {
      done += more;
      if (done < total) draw(done / total);
      else {
        end();
        end = () => undefined;
      }
    };
  };
}
