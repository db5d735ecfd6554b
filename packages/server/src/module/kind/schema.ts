import { codePoints } from "../../kit/code-points.ts";

/*
 * The part of JSON Schema that types of integrators are written in. It is read, not compiled: what an admin writes never becomes
 * code, and has no patterns that could take long.
 */

/** A schema that {@link fault} found good. */
export type Schema = Readonly<Record<string, unknown>>;

/** Where something does not fit, as a JSON pointer, and why. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

const TYPES = ["object", "array", "string", "number", "integer", "boolean", "null"];
const count = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const words = (value: unknown): boolean => typeof value === "string";

/** The words of a schema, and what each takes. */
const WORDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  type: (value) => typeof value === "string" && TYPES.includes(value),
  properties: isObject,
  required: (value) => Array.isArray(value) && value.every(words),
  additionalProperties: (value) => typeof value === "boolean",
  items: isObject,
  enum: (value) => Array.isArray(value) && value.length > 0,
  const: () => true,
  minimum: (value) => typeof value === "number",
  maximum: (value) => typeof value === "number",
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  title: words,
  description: words,
};

/** What is wrong with a schema itself; undefined: nothing. */
export function fault(schema: unknown, path: string): Fault | undefined {
  if (!isObject(schema)) return { path, message: "not a schema" };
  for (const [word, value] of Object.entries(schema)) {
    if (!Object.hasOwn(WORDS, word)) return { path: `${path}/${word}`, message: "not a word of the subset" };
    if (!WORDS[word]?.(value)) return { path: `${path}/${word}`, message: "not what this word takes" };
  }
  const { properties, items } = schema;
  for (const [name, inner] of Object.entries((properties as Schema | undefined) ?? {})) {
    const found = fault(inner, `${path}/properties/${pointer(name)}`);
    if (found) return found;
  }
  return items === undefined ? undefined : fault(items, `${path}/items`);
}

/** Where a value does not fit a good schema; undefined: it does. */
export function misfitOf(schema: Schema, value: unknown, path: string): Fault | undefined {
  if (!isType(schema["type"], value)) return { path, message: `must be ${String(schema["type"])}` };
  const said = JSON.stringify(value);
  if ("const" in schema && said !== JSON.stringify(schema["const"])) return { path, message: "must be the constant" };
  const { enum: choice } = schema as { enum?: readonly unknown[] };
  if (choice && !choice.some((one) => JSON.stringify(one) === said))
    return { path, message: "must be one of the enum" };
  if (typeof value === "number") return between(schema, "minimum", "maximum", value, path);
  if (typeof value === "string") return between(schema, "minLength", "maxLength", codePoints(value), path);
  if (Array.isArray(value))
    return between(schema, "minItems", "maxItems", value.length, path) ?? items(schema, value, path);
  return isObject(value) ? properties(schema, value, path) : undefined;
}

function between(schema: Schema, low: string, high: string, value: number, path: string): Fault | undefined {
  const [min, max] = [schema[low], schema[high]];
  if (typeof min === "number" && value < min) return { path, message: `${low} is ${min}` };
  if (typeof max === "number" && value > max) return { path, message: `${high} is ${max}` };
  return undefined;
}

function items(schema: Schema, values: readonly unknown[], path: string): Fault | undefined {
  const { items: inner } = schema as { items?: Schema };
  if (!inner) return undefined;
  for (const [at, value] of values.entries()) {
    const found = misfitOf(inner, value, `${path}/${at}`);
    if (found) return found;
  }
  return undefined;
}

function properties(schema: Schema, value: Schema, path: string): Fault | undefined {
  const {
    properties: known = {},
    required = [],
    additionalProperties = true,
  } = schema as {
    properties?: Readonly<Record<string, Schema>>;
    required?: readonly string[];
    additionalProperties?: boolean;
  };
  for (const name of required) {
    if (!Object.hasOwn(value, name)) return { path: `${path}/${pointer(name)}`, message: "is missing" };
  }
  for (const [name, inner] of Object.entries(value)) {
    const of = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!of && !additionalProperties)
      return { path: `${path}/${pointer(name)}`, message: "is not named by the schema" };
    const found = of && misfitOf(of, inner, `${path}/${pointer(name)}`);
    if (found) return found;
  }
  return undefined;
}

function isType(type: unknown, value: unknown): boolean {
  switch (type) {
    case undefined:
      return true;
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pointer(name: string): string {
  return name.replaceAll("~", "~0").replaceAll("/", "~1");
}
