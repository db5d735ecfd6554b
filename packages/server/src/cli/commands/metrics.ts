import { metricsManual } from "../../metrics/manual.ts";
import type { CliCommand } from "../command.ts";
import { say } from "../screen.ts";

export const metricsReference: CliCommand = {
  name: "metrics manual",
  usage: "",
  summary: "Prints the reference of all metrics, as in docs/operate/metrics.md.",
  words: [0, 0],
  async run() {
    say(metricsManual().trimEnd());
    return 0;
  },
};
