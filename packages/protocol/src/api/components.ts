import type { TSchema } from "typebox";
import {
  Changes,
  Contact,
  DeviceInfo,
  DeviceSession,
  Entry,
  FriendRequest,
  Invite,
  Mark,
  Me,
  Member,
  Presence,
  Privacy,
  Profile,
  Settings,
  Summary,
} from "../schema/index.ts";

/** A JSON Schema, or any other part of an API document. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Schemas that have a name of their own in the documents; wherever one of them stands, a reference stands. */
const NAMED = {
  Profile,
  Settings,
  Me,
  Presence,
  DeviceSession,
  DeviceInfo,
  Invite,
  Contact,
  FriendRequest,
  Privacy,
  Entry,
  Mark,
  Member,
  Summary,
  Changes,
} as const;

const NAME_OF = new Map(Object.entries(NAMED).map(([name, schema]) => [JSON.stringify(schema), name]));

/** A schema as plain JSON, with references in place of what has a name. */
export function schemaJson(schema: TSchema): Json {
  return referred(JSON.parse(JSON.stringify(schema)) as Json);
}

/** Whether params must be sent at all: not where every field may be left out. */
export function needed(params: TSchema): boolean {
  return "required" in params && Array.isArray(params.required) && params.required.length > 0;
}

/** `components.schemas` of both documents. */
export function componentSchemas(): JsonObject {
  return Object.fromEntries(
    Object.entries(NAMED).map(([name, schema]) => [name, parts(JSON.parse(JSON.stringify(schema)) as Json)]),
  );
}

function referred(value: Json): Json {
  if (!isBranch(value)) return value;
  // descriptions are part of a schema: one that says something else of its own stays in place
  const name = NAME_OF.get(JSON.stringify(value));
  return name === undefined ? parts(value) : { $ref: `#/components/schemas/${name}` };
}

function parts(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(referred);
  if (!isBranch(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, referred(part)]));
}

function isBranch(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null;
}
