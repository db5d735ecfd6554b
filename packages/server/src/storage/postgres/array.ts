/** Arrays as PostgreSQL reads them: one parameter for a column of many rows. */
export function textArray(values: readonly (string | null)[]): string {
  return `{${values.map((value) => (value === null ? "NULL" : `"${value.replace(/["\\]/g, "\\$&")}"`)).join(",")}}`;
}

export function numberArray(values: readonly (number | null)[]): string {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
}

/** Stands between texts, and in none of ours: JSON escapes it, and neither ids nor keys have control characters. */
export const SEPARATOR = "\x1f";

/**
 * Texts as one parameter that PostgreSQL splits (`string_to_array`). Both sides have less to do than for an array, in which every quotation
 * mark of a body is escaped. What is null or undefined is empty.
 */
export function joinedTexts(values: readonly (string | null | undefined)[]): string {
  return values.join(SEPARATOR);
}
