import { timingSafeEqual } from "node:crypto";

/** Whether an `Authorization` header holds this secret; takes alike long wherever the first difference stands. */
export function bears(header: string | null | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(header ?? ""), Buffer.from(`Bearer ${secret}`)];
  return a.length === b.length && timingSafeEqual(a, b);
}
