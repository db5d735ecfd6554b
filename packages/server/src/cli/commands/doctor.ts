import { examine } from "../doctor/examine.ts";
import type { CliCommand } from "../command.ts";
import { columns, say } from "../screen.ts";

const MARK = { good: "ok", note: "note", bad: "BAD" } as const;

export const doctor: CliCommand = {
  name: "doctor",
  usage: "[settings]",
  summary: "Looks for what is wrong: settings, data folder, disk, database, port, limits of the system.",
  details: "Changes nothing. The exit code is 0 when nothing is bad; notes do not count.",
  words: [0, 0],
  allSettings: true,
  async run({ settings }) {
    const findings = await examine(settings.load().config);
    const rows = findings.map(({ state, what, remedy }) => [MARK[state], remedy ? `${what} ${remedy}` : what]);
    say(...columns(rows));
    const bad = findings.filter(({ state }) => state === "bad").length;
    say("", bad === 0 ? "Nothing is wrong." : `${bad} ${bad === 1 ? "thing is" : "things are"} wrong.`);
    return bad === 0 ? 0 : 1;
  },
};
