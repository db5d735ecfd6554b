import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ALL_SETTINGS, type NamedSetting } from "./names.ts";
import type { Config } from "./settings.ts";
import { at, put } from "./tree.ts";

/** Where settings come from, each overriding the one before: the file, the environment, flags. */
export interface GivenSettings {
  /** By flag name, without dashes. */
  readonly flags?: Readonly<Record<string, string | boolean | undefined>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Another file than `skein.toml` in the data folder. */
  readonly file?: string | undefined;
}

/** The settings, and where each came from: `default`, a file's path, the name of a variable or a flag. */
export interface LoadedConfig {
  readonly config: Config;
  readonly sources: ReadonlyMap<string, string>;
  /** The file that was read, where there was one. */
  readonly file: string | undefined;
  /** What is odd but not wrong. */
  readonly warnings: readonly string[];
}

/** Settings that are wrong: each problem names the setting, its source and what is allowed. */
export class ConfigFault extends Error {
  override readonly name = "ConfigFault";

  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

interface Source {
  /** The raw value and where it stands; undefined when this source says nothing of it. */
  of(setting: NamedSetting): { readonly raw: unknown; readonly from: string } | undefined;
}

/**
 * Reads all settings: defaults < file < environment < flags.
 * @throws ConfigFault with every problem, not the first alone.
 */
export function loadConfig(given: GivenSettings = {}): LoadedConfig {
  const { flags = {}, env = {} } = given;
  const above = [flagSource(flags), envSource(env)];
  const problems: string[] = [];
  const folder = ALL_SETTINGS.filter((setting) => setting.name === "data");
  const data = settle(folder, above, []).config["data"] as string;
  const file = findFile(given.file, data);
  const tree = file === undefined ? {} : readFile(file, problems);
  if (file !== undefined) problems.push(...unknownNames(tree, file));
  const { config, sources } = settle(ALL_SETTINGS, [...above, fileSource(tree, file ?? "")], problems);
  if (problems.length > 0) throw new ConfigFault(problems);
  return { config: config as unknown as Config, sources, file, warnings: unknownVariables(env) };
}

/** For each setting the first source that says something. */
function settle(settings: readonly NamedSetting[], sources: readonly Source[], problems: string[]) {
  const config: Record<string, unknown> = {};
  const found = new Map<string, string>();
  for (const setting of settings) {
    const given = sources.map((source) => source.of(setting)).find((one) => one !== undefined);
    const value = given === undefined ? setting.default : setting.read(given.raw);
    if (given !== undefined && value === undefined) problems.push(problem(setting, given.raw, given.from));
    found.set(setting.name, given?.from ?? "default");
    put(config, setting.path, value ?? setting.default);
  }
  return { config, sources: found };
}

function problem(setting: NamedSetting, raw: unknown, from: string): string {
  const shown = setting.secret ? "the value" : (JSON.stringify(raw) ?? "nothing").slice(0, 80);
  return `${setting.name} (from ${from}): ${shown} is not allowed; it must be ${setting.allowed}.`;
}

function flagSource(flags: Readonly<Record<string, string | boolean | undefined>>): Source {
  return {
    of: ({ flag }) => (flags[flag] === undefined ? undefined : { raw: flags[flag], from: `--${flag}` }),
  };
}

function envSource(env: Readonly<Record<string, string | undefined>>): Source {
  return {
    of: (setting) => (env[setting.env] === undefined ? undefined : { raw: env[setting.env], from: setting.env }),
  };
}

function fileSource(tree: Readonly<Record<string, unknown>>, file: string): Source {
  return {
    of({ path }) {
      const raw = at(tree, path);
      return raw === undefined ? undefined : { raw, from: file };
    },
  };
}

/** A file that was asked for must be there; the one in the data folder may be. */
function findFile(asked: string | undefined, data: string): string | undefined {
  if (asked !== undefined) return resolve(asked);
  const usual = resolve(data, "skein.toml");
  return existsSync(usual) ? usual : undefined;
}

function readFile(file: string, problems: string[]): Record<string, unknown> {
  try {
    return Bun.TOML.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (fault) {
    problems.push(
      `The settings file ${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`,
    );
    return {};
  }
}

/** A name that nobody knows is most often a slip of the pen: silence would let it look as if it held. */
function unknownNames(tree: Readonly<Record<string, unknown>>, file: string, above: readonly string[] = []): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const path = [...above, key];
    const name = path.join(".");
    if (ALL_SETTINGS.some((setting) => setting.name === name)) return [];
    const group = ALL_SETTINGS.some((setting) => setting.name.startsWith(`${name}.`));
    if (group && typeof value === "object" && value !== null) {
      return unknownNames(value as Record<string, unknown>, file, path);
    }
    return [`${name} (from ${file}): there is no such setting; \`skein config print\` shows all.`];
  });
}

/** Only told: platforms put variables of their own there, Kubernetes for each of its services. */
function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith("SKEIN_") && name !== "SKEIN_CONFIG")
    .filter((name) => !ALL_SETTINGS.some((setting) => setting.env === name))
    .map((name) => `${name} is in the environment, but there is no such setting.`);
}
