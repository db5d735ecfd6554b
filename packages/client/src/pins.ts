import type { Operation } from "./operations.ts";

/** Which messages are pinned, the latest first, after one more thing was done to a message. */
export function pinnedAfter(
  pinned: readonly number[],
  ref: number,
  { kind, body }: Pick<Operation, "kind" | "body">,
): readonly number[] {
  const pins = kind === "message.pinned";
  if (!pins && kind !== "message.recalled") return pinned;
  const others = pinned.filter((seq) => seq !== ref);
  return pins && (body as { on: boolean }).on ? [ref, ...others] : others;
}
