import { ERRORS, type ErrorName } from "@skein/protocol";
import type { Page } from "playwright-core";
import { type Asked, between } from "./between.ts";

/** Stands between page and server and refuses what is said, or asked otherwise, as long as it is told to. */
export async function refuser(
  page: Page,
  which: (asked: Asked) => boolean = ({ type }) => type === "message.send",
  name: ErrorName = "forbidden",
): Promise<{ refuses: boolean }> {
  const wish = { refuses: true };
  const { code, retry, summary: message } = ERRORS[name];
  await between(page, (asked, { answer }) => {
    const refuses = wish.refuses && which(asked);
    if (refuses) answer({ type: "error", code, name, retry, message });
    return refuses;
  });
  return wish;
}
