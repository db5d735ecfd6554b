import type { Changes, ErrorFrame, OkFrame, Presence, Welcome } from "@skein/protocol";

/* What the hub makes of the server's answers for one tab. */

/** The answer with the id that the tab gave its request; a page of history is not written anew for it. */
export function readdressed(answer: OkFrame | ErrorFrame, line: string, id: number): string {
  const head = `{"type":"ok","id":${answer.id},`;
  return line.startsWith(head)
    ? `{"type":"ok","id":${id},${line.slice(head.length)}`
    : JSON.stringify({ ...answer, id });
}

/** Of those who are watched for all tabs, the ones whom this tab shows. */
export function watchedBy(users: readonly string[], answer: OkFrame | ErrorFrame, id: number): string {
  if (answer.type === "error") return JSON.stringify({ ...answer, id });
  const { presence } = answer.result as { readonly presence: readonly Presence[] };
  return JSON.stringify({ ...answer, id, result: { presence: presence.filter(({ user }) => users.includes(user)) } });
}

/** The welcome of a tab that joins a link, as the server would say it now, and its delta where there is one. */
export function greeting(
  { reason: _reason, ...welcome }: Welcome,
  { id, now, answer }: { readonly id: number | undefined; readonly now: number; readonly answer: OkFrame },
): string[] {
  const { resume, reason, ...changes } = answer.result as Changes & Pick<Welcome, "resume" | "reason">;
  const greeted = { ...welcome, id, cursor: changes.cursor, now, resume, reason };
  const delta = { type: "delta", ...changes };
  return [greeted, ...(resume === "delta" ? [delta] : [])].map((frame) => JSON.stringify(frame));
}
