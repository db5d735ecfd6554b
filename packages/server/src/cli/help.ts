import { ALL_SETTINGS } from "../config/names.ts";
import type { CliCommand } from "./command.ts";
import { columns } from "./screen.ts";

/** All commands, a line each. */
export function overview(commands: readonly CliCommand[]): string {
  const rows = commands
    .filter(({ inner }) => !inner)
    .map(({ name, usage, summary }) => [`  skein ${name} ${usage}`.trimEnd(), summary]);
  return [
    "Skein, instant messaging that anyone can run.",
    "",
    ...columns(rows, 3),
    "",
    "  skein <command> --help   more about one command",
    "  skein --version          the version",
  ].join("\n");
}

export function helpOf(command: CliCommand): string {
  const own = Object.entries(command.flags ?? {}).map(([name, { type, summary }]) => [
    flagged(name, type === "boolean"),
    summary,
  ]);
  const settings = ALL_SETTINGS.filter(({ name }) => command.allSettings || name === "data");
  const shared = [
    ["  --config <file>", "Settings file to read instead of skein.toml in the data folder."],
    ...settings.map(({ flag, toggle, summary }) => [flagged(flag, toggle), summary]),
  ];
  return [
    `Usage: skein ${command.name} ${command.usage}`.trimEnd(),
    "",
    command.summary,
    ...(command.details ? ["", command.details] : []),
    ...(own.length > 0 ? ["", ...columns(own, 3)] : []),
    "",
    "Settings:",
    ...columns(shared, 3),
  ].join("\n");
}

const flagged = (name: string, toggle: boolean) => `  --${name}${toggle ? "" : " <value>"}`;
