import type { LoadedConfig } from "../config.ts";

/** What a command was given. */
export interface Given {
  /** What stands after the command's name, without flags. */
  readonly words: readonly string[];
  /** Flags of its own, by name. */
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
  readonly settings: Settings;
}

/** The settings of this call; read when a command needs them, so that the others work where they are wrong. */
export interface Settings {
  load(): LoadedConfig;
}

export interface Flag {
  readonly type: "string" | "boolean";
  readonly summary: string;
}

/** A row of the command line. */
export interface CliCommand {
  /** The words that call it, `user add`. */
  readonly name: string;
  /** What it wants after its name, `<login> [--name <name>]`. */
  readonly usage: string;
  readonly summary: string;
  /** More words for `--help`. */
  readonly details?: string;
  /** How many words it takes: at least and at most. */
  readonly words: readonly [number, number];
  readonly flags?: Readonly<Record<string, Flag>>;
  /** Every setting may be given as a flag; otherwise `--data` and `--config` alone. */
  readonly allSettings?: boolean;
  /** Called by the program itself: people are not told of it. */
  readonly inner?: boolean;
  /** Resolves to the exit code. */
  run(given: Given): Promise<number>;
}
