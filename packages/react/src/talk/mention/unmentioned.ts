import type { SkeinError } from "@skein/client";
import type { Mentions } from "./named-in.ts";

/** Which mention a server did not take: somebody who is not there (their place), or everybody; undefined where it is another fault. */
export function mentionAtFault(error: Pick<SkeinError, "path"> | undefined): number | "all" | undefined {
  const [, part] = /^\/body\/mentions\/(all|users\/\d+)$/.exec(error?.path ?? "") ?? [];
  if (part === undefined) return undefined;
  return part === "all" ? part : Number(part.slice("users/".length));
}

/** A body without that mention: it stays in the text as words. */
export function unmentioned<B extends { readonly mentions?: Mentions }>(
  { mentions = {}, ...body }: B,
  fault: number | "all",
): Omit<B, "mentions"> & { readonly mentions?: Mentions } {
  const { all, users = [], names = [] } = mentions;
  const others = users.filter((_, at) => at !== fault);
  const left = {
    ...(others.length > 0 && { users: others, names: names.filter((_, at) => at !== fault) }),
    ...(all && fault !== "all" && { all }),
  };
  return { ...body, ...(Object.keys(left).length > 0 && { mentions: left }) };
}
