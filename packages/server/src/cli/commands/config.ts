import { ALL_SETTINGS } from "../../config/names.ts";
import { advice, refusals } from "../../config/safety.ts";
import { at } from "../../config/tree.ts";
import { ConfigFault } from "../../config.ts";
import { certificateFiles } from "../../server/port.ts";
import { readPair } from "../../transport/certificate.ts";
import { manual } from "../../config/manual.ts";
import type { CliCommand } from "../command.ts";
import { columns, say } from "../screen.ts";

export const configCheck: CliCommand = {
  name: "config check",
  usage: "[settings]",
  summary: "Says whether a server would start with these settings.",
  words: [0, 0],
  allSettings: true,
  async run({ settings }) {
    const { config, warnings } = settings.load();
    const unsafe = refusals(config);
    if (unsafe.length > 0) throw new ConfigFault(unsafe);
    const files = certificateFiles(config);
    if (files) readPair(files);
    say(...[...warnings, ...advice(config)].map((line) => `Note: ${line}`), "The settings are good.");
    return 0;
  },
};

export const configPrint: CliCommand = {
  name: "config print",
  usage: "[settings]",
  summary: "Prints every setting with its value and where it comes from. Secrets are not shown.",
  words: [0, 0],
  allSettings: true,
  async run({ settings }) {
    const { config, sources, file } = settings.load();
    const rows = ALL_SETTINGS.map(({ name, path, secret }) => {
      const value = at(config, path);
      const shown = value === undefined ? "-" : secret ? "(hidden)" : JSON.stringify(value);
      return [name, shown, sources.get(name) ?? "default"];
    });
    say(`File: ${file ?? "none"}`, "", ...columns(rows));
    return 0;
  },
};

export const configManual: CliCommand = {
  name: "config manual",
  usage: "",
  summary: "Prints the reference of all settings, as in docs/operate/config.md.",
  words: [0, 0],
  async run() {
    say(manual().trimEnd());
    return 0;
  },
};
