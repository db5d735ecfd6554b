import { ALL_SETTINGS } from "./config/names.ts";
import type { Config, SomeConfig } from "./config/settings.ts";
import { at, put } from "./config/tree.ts";

export { ConfigFault, loadConfig, type GivenSettings, type LoadedConfig } from "./config/load.ts";
export type { Config, SomeConfig } from "./config/settings.ts";

/** The environment of the process; nothing else in the server reads it. */
export function environment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/**
 * The defaults with some settings replaced, unchecked: for tests and for whoever embeds the server.
 *
 * @example configWith({ port: 0, data: folder, limits: { connections: 10 } })
 */
export function configWith(some: SomeConfig = {}): Config {
  const config: Record<string, unknown> = {};
  for (const { path, default: fallback } of ALL_SETTINGS) {
    put(config, path, at(some, path) ?? fallback);
  }
  return config as unknown as Config;
}
