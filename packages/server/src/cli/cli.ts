import { parseArgs, type ParseArgsConfig } from "node:util";
import { ConfigFault, loadConfig } from "../config.ts";
import { ALL_SETTINGS } from "../config/names.ts";
import { EXIT, StartFault } from "../kit/start-fault.ts";
import type { CliCommand, Settings } from "./command.ts";
import { helpOf, overview } from "./help.ts";
import { complain, say } from "./screen.ts";
import { CLI_COMMANDS } from "./table.ts";
import { VERSION } from "../kit/version.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The command line was not understood. */
class UsageFault extends Error {
  override readonly name = "UsageFault";
}

/** Runs one command line, without the program's own name. Resolves to the exit code; never rejects for what a person did. */
export async function runCli(args: readonly string[], env: Environment): Promise<number> {
  try {
    return await run(args, env);
  } catch (fault) {
    if (fault instanceof ConfigFault) {
      complain("The settings are wrong:", ...fault.problems.map((problem) => `  ${problem}`));
      return EXIT.config;
    }
    if (fault instanceof StartFault) {
      complain(fault.what, fault.remedy);
      return EXIT[fault.kind];
    }
    if (fault instanceof UsageFault) {
      complain(fault.message);
      return EXIT.usage;
    }
    throw fault;
  }
}

async function run(args: readonly string[], env: Environment): Promise<number> {
  const [first] = args;
  if (first === "--version" || first === "version") return told(`skein ${VERSION} (Bun ${Bun.version})`);
  const command = find(args);
  const help = args.includes("--help") || args.includes("-h");
  if (!command && (help || first === undefined || first === "help")) return told(overview(CLI_COMMANDS));
  if (!command) throw new UsageFault(`There is no command "${args.slice(0, 2).join(" ")}". Try: skein --help`);
  if (help) return told(helpOf(command));
  const { words, flags } = parse(command, args);
  return command.run({ words, flags, settings: settingsOf(flags, env) });
}

function told(text: string): number {
  say(text);
  return 0;
}

/** The command whose words stand first: two before one. */
function find(args: readonly string[]): CliCommand | undefined {
  const named = (length: number) => CLI_COMMANDS.find(({ name }) => name === args.slice(0, length).join(" "));
  return named(2) ?? named(1);
}

function parse(command: CliCommand, args: readonly string[]) {
  const settings = ALL_SETTINGS.filter(({ name }) => command.allSettings || name === "data");
  const options: NonNullable<ParseArgsConfig["options"]> = { config: { type: "string" } };
  for (const { flag, toggle } of settings) options[flag] = { type: toggle ? "boolean" : "string" };
  for (const [name, { type }] of Object.entries(command.flags ?? {})) options[name] = { type };
  const rest = args.slice(command.name.split(" ").length);
  const { values, positionals } = understood(command, () =>
    parseArgs({ args: rest, options, allowPositionals: true, allowNegative: true, strict: true }),
  );
  const [least, most] = command.words;
  if (positionals.length < least || positionals.length > most) throw misused(command, "wrong number of words");
  return { words: positionals, flags: values as Readonly<Record<string, string | boolean | undefined>> };
}

function understood<Parsed>(command: CliCommand, read: () => Parsed): Parsed {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof TypeError) throw misused(command, fault.message.split(". To specify")[0] ?? fault.message);
    throw fault;
  }
}

function misused(command: CliCommand, why: string): UsageFault {
  return new UsageFault(`${why}\nUsage: skein ${command.name} ${command.usage}\nMore: skein ${command.name} --help`);
}

function settingsOf(flags: Readonly<Record<string, string | boolean | undefined>>, env: Environment): Settings {
  const asked = flags["config"] ?? env["SKEIN_CONFIG"];
  const file = typeof asked === "string" ? asked : undefined;
  return { load: () => loadConfig({ flags, env, file }) };
}
