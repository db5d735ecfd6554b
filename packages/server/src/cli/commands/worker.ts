import { systemClock } from "../../kit/clock.ts";
import { createLog } from "../../kit/log.ts";
import type { CliCommand } from "../command.ts";
import { say, sayToNobody } from "../screen.ts";
import { serveAlone } from "../serve-alone.ts";
import { untilStopped } from "../signals.ts";
import type { WorkerOrder, WorkerReady } from "../workers.ts";

export const worker: CliCommand = {
  name: "worker",
  usage: "",
  summary: "One of the processes of `serve --workers`, which starts it.",
  words: [0, 0],
  inner: true,
  async run() {
    const input = lines();
    const first = await input.next();
    if (first.done) return 0;
    const order = JSON.parse(first.value) as WorkerOrder;
    const log = createLog(order.config.log.level);
    sayToNobody();
    const stopped = untilStopped(process, log, systemClock);
    const { close, ...ready } = await serveAlone(order, log);
    say(JSON.stringify(ready satisfies WorkerReady));
    // whoever started it is gone, however that went, or wants it to end
    await Promise.race([stopped, input.next()]);
    await close();
    return 0;
  },
};

async function* lines(): AsyncGenerator<string, void> {
  for await (const line of console) yield line;
}
