import { migrations, sharedMigrations } from "../../src/server/store.ts";
import { transfer } from "../../src/storage/transfer/transfer.ts";

/** A transfer in a process of its own, which kills itself: what it is told by its one argument, as JSON. */
export interface Killed {
  readonly file: string;
  readonly url: string;
  readonly batch: number;
  /** At which call that tells how far it is; or when a stage of this name begins. */
  readonly at: number | string;
  /** Not at that call, but once the next batch is on its way. */
  readonly later: boolean;
}

const { at, later, ...job } = JSON.parse(process.argv[2] ?? "") as Killed;
let calls = 0;

function told(name?: string): void {
  calls += 1;
  if (at !== calls && at !== name) return;
  if (later) setImmediate(die);
  else die();
}

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

await transfer({
  ...job,
  steps: { sqlite: migrations, postgres: sharedMigrations },
  epoch: "moved",
  now: () => Date.now(),
  stage(name) {
    told(name);
    return () => {
      told();
    };
  },
});
