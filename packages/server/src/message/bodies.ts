import { KINDS, type Kind, type SendableKind } from "@skein/protocol/schema";
import { Compile, type Validator } from "typebox/compile";
import { Clean } from "typebox/value";
import { misfit } from "../kit/misfit.ts";

const validators = new Map<string, Validator>(
  (Object.keys(KINDS) as Kind[])
    .filter((kind) => KINDS[kind].sendable)
    .map((kind) => [kind, Compile(KINDS[kind].body)]),
);

/** A body as its kind's schema names it. */
export type Body = Readonly<Record<string, unknown>>;

/**
 * A message's body, checked by the table of kinds; what the schema does not name is left out. [FRAME-7] [FRAME-9]
 *
 * @throws Refusal `invalid`, with the path of the field at fault
 */
export function checked(kind: SendableKind, body: unknown): Body {
  const validator = validators.get(kind);
  if (!validator?.Check(body)) throw misfit(validator, body, "/body");
  return plain(kind, body as Body) ? (body as Body) : (Clean(KINDS[kind].body, structuredClone(body)) as Body);
}

/** Whether nothing can be in it that is not named: the usual text, which is not worth a copy. */
function plain(kind: SendableKind, body: Body): boolean {
  const { properties } = KINDS[kind].body;
  for (const name in body) if (!Object.hasOwn(properties, name) || typeof body[name] === "object") return false;
  return true;
}
