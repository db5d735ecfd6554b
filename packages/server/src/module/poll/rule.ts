import { LIMITS } from "@skein/protocol";
import { Refusal } from "../../kit/refusal.ts";
import type { SendRule } from "../../message/rules.ts";

/** A poll closes after it was made, and within bounds. */
export const pollRule: SendRule = ({ body, now }) => {
  const { closesAt } = body as { readonly closesAt?: number };
  if (closesAt !== undefined && (closesAt <= now || closesAt > now + LIMITS.pollAhead)) {
    throw new Refusal("invalid", { path: "/body/closesAt", message: "not ahead, or too far ahead" });
  }
  return undefined;
};
