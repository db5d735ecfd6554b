/** What a value may be: `read` gives the value, or undefined when it is not allowed. */
export interface Setting<Value = unknown> {
  readonly type: "setting";
  readonly default: Value;
  /** One sentence for operators. */
  readonly summary: string;
  /** What is allowed, in words that fit after "must be". */
  readonly allowed: string;
  /** Never shown, not even when it is wrong. */
  readonly secret: boolean;
  /** A switch: as a flag it needs no value. */
  readonly toggle: boolean;
  /** Text from the environment or a flag, or whatever the file holds. */
  read(raw: unknown): Value | undefined;
}

type Described = Pick<Setting, "summary"> & { readonly secret?: boolean };

function setting<Value>(
  fallback: Value,
  { summary, secret = false }: Described,
  allowed: string,
  read: (raw: unknown) => NonNullable<Value> | undefined,
): Setting<Value> {
  return { type: "setting", default: fallback, summary, allowed, secret, toggle: typeof fallback === "boolean", read };
}

const trimmed = (raw: unknown): string | undefined =>
  typeof raw === "string" && raw.trim() !== "" ? raw.trim() : undefined;

/** What an http or https address must look like. */
export function webAddress(value: string): string | undefined {
  return /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined;
}

/** Words on one line. */
export function text(fallback: string, summary: string): Setting<string> {
  return setting(fallback, { summary }, "a text that is not empty", trimmed);
}

/** Text that may be left out; `canonical` gives the form in which it is kept, or undefined when it is not allowed. */
export function optional(
  summary: string,
  allowed = "a text that is not empty",
  canonical: (value: string) => string | undefined = (value) => value,
): Setting<string | undefined> {
  return setting<string | undefined>(undefined, { summary }, allowed, (raw) => {
    const value = trimmed(raw);
    return value === undefined ? undefined : canonical(value);
  });
}

/** An address on the web that has a good value already. */
export function address(fallback: string, summary: string): Setting<string> {
  return setting(fallback, { summary }, "an http or https address", (raw) => webAddress(trimmed(raw) ?? ""));
}

/** Text that may be left out and is never shown. */
export function secret(summary: string): Setting<string | undefined> {
  return setting<string | undefined>(undefined, { summary, secret: true }, "a text that is not empty", trimmed);
}

/** A whole number between two bounds, both included. */
export function integer(fallback: number, min: number, max: number, summary: string): Setting<number> {
  return setting(fallback, { summary }, `a whole number from ${min} to ${max}`, (raw) => {
    const value = typeof raw === "string" && /^-?\d{1,15}$/.test(raw.trim()) ? Number(raw) : raw;
    return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max ? value : undefined;
  });
}

/** Yes or no. */
export function toggle(fallback: boolean, summary: string): Setting<boolean> {
  return setting(fallback, { summary }, "true or false", (raw) => {
    if (typeof raw === "boolean") return raw;
    return raw === "true" || raw === "1" ? true : raw === "false" || raw === "0" ? false : undefined;
  });
}

/** One of a few words; the first is the default. */
export function choice<const Words extends readonly [string, ...string[]]>(
  words: Words,
  fallback: NoInfer<Words[number]>,
  summary: string,
): Setting<Words[number]> {
  return setting<Words[number]>(fallback, { summary }, `one of ${words.join(", ")}`, (raw) =>
    words.find((word) => word === raw),
  );
}

/** Several texts: an array in the file, joined by commas elsewhere; `canonical` looks at each. */
export function list<const Item extends string>(
  fallback: readonly Item[],
  summary: string,
  allowed: string,
  canonical: (item: string) => Item | undefined,
): Setting<readonly Item[]> {
  return setting<readonly Item[]>(fallback, { summary }, allowed, (raw) => {
    if (raw === "") return [];
    const parts: readonly unknown[] = Array.isArray(raw) ? raw : typeof raw === "string" ? raw.split(",") : [undefined];
    const items = parts.map(trimmed).map((part) => (part === undefined ? undefined : canonical(part)));
    return items.every((item) => item !== undefined) ? items : undefined;
  });
}
