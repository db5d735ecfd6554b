import { ERRORS } from "@skein/protocol";
import type { Validator } from "typebox/compile";
import { Refusal } from "./refusal.ts";

/**
 * What does not fit its schema, as a refusal that names the first field at fault as a JSON pointer. [FRAME-9]
 *
 * @param under where the value stands in what was sent
 */
export function misfit(schema: Validator | undefined, value: unknown, under = ""): Refusal {
  const [first] = schema?.Errors(value) ?? [];
  const required =
    first?.keyword === "required"
      ? (first.params as { requiredProperties?: readonly string[] }).requiredProperties?.[0]
      : undefined;
  const path = `${under}${first?.instancePath ?? ""}${required === undefined ? "" : `/${required}`}`;
  return new Refusal("invalid", { path, message: first?.message ?? ERRORS.invalid.summary });
}
