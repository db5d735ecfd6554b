import type { Setting } from "./setting.ts";
import { SETTINGS } from "./settings.ts";

/** A setting with its place: `limits.linkRate.rate`, `SKEIN_LIMITS_LINK_RATE_RATE`, `--limits-link-rate-rate`. */
export interface NamedSetting extends Setting {
  readonly path: readonly string[];
  /** As in the file, joined by dots. */
  readonly name: string;
  readonly env: string;
  /** Without the dashes. */
  readonly flag: string;
}

type Table = { readonly [name: string]: Setting | Table };

function isSetting(value: Setting | Table): value is Setting {
  return value.type === "setting";
}

function named(table: Table, path: readonly string[]): NamedSetting[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const here = [...path, key];
    if (!isSetting(value)) return named(value, here);
    const flag = here.map((part) => part.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)).join("-");
    const env = `SKEIN_${flag.replaceAll("-", "_").toUpperCase()}`;
    return [{ ...value, path: here, name: here.join("."), env, flag }];
  });
}

/** Every setting, in the order of the table. */
export const ALL_SETTINGS: readonly NamedSetting[] = named(SETTINGS, []);
