import { ERRORS, type ErrorName } from "../errors.ts";
import type { JsonObject } from "./components.ts";

export const errorContent = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };

/** One answer a status, telling the errors that share it. */
export function failures(may: readonly ErrorName[]): JsonObject {
  const byStatus = Map.groupBy(may, (name) => ERRORS[name].http);
  const statuses = [...byStatus].toSorted(([a], [b]) => a - b);
  return Object.fromEntries(
    statuses.map(([status, errors]) => {
      const waits = errors.some((name) => ERRORS[name].retry === "later");
      const headers = waits ? { headers: { "Retry-After": { $ref: "#/components/headers/RetryAfter" } } } : {};
      return [String(status), { description: describe(errors), ...headers, content: errorContent }];
    }),
  );
}

const describe = (errors: readonly ErrorName[]) =>
  errors.map((name) => `\`${name}\`: ${ERRORS[name].summary}`).join(" ");
