import { LIMITS } from "@skein/protocol";
import type { Bodies } from "@skein/protocol/schema";
import { Refusal } from "../../kit/refusal.ts";
import type { Addition, SendRule } from "../../message/rules.ts";
import type { Storage } from "../../storage/storage.ts";
import { misfitOf } from "./schema.ts";
import { typeOf } from "./store.ts";

/** A custom message is of a registered type and fits its schema; the type's own words go with it. */
export function customRule(storage: Pick<Storage, "query">): SendRule {
  return ({ body }) => mustFit(storage, body as Bodies["custom"]);
}

async function mustFit(storage: Pick<Storage, "query">, said: Bodies["custom"]): Promise<Addition> {
  const { type, data } = said;
  if (Buffer.byteLength(JSON.stringify(data)) > LIMITS.customData)
    throw new Refusal("too_large", { path: "/body/data" });
  const known = await typeOf(storage, type);
  if (!known) throw new Refusal("invalid", { path: "/body/type", message: "no such type is registered" });
  const found = misfitOf(known.schema, data, "/body/data");
  if (found) throw new Refusal("invalid", found);
  // what the type says is as it is now, whatever the sender says of it
  const { texts: _texts, notice: _notice, ...own } = said;
  return { body: { ...own, ...(known.texts && { texts: known.texts }), ...(known.notice && { notice: true }) } };
}
