import type { StoredEntry } from "@skein/server";

interface Member {
  role: string;
  muted: number;
  nick: string;
}

/** A group as its log says it is. */
export interface GroupOfLog {
  readonly members: ReadonlyMap<string, Member>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly name: unknown;
  readonly color: unknown;
}

export function groupOfLog(log: readonly StoredEntry[]): GroupOfLog {
  const members = new Map<string, Member>();
  let settings: Record<string, unknown> = {};
  let name: unknown;
  let color: unknown;
  const come = (users: readonly string[], role = "member"): void => {
    for (const user of users) members.set(user, { role, muted: 0, nick: "" });
  };
  const become = (user: string, change: Partial<Member>): void => {
    const member = members.get(user);
    if (member) Object.assign(member, change);
  };
  for (const { kind, from, body } of log) {
    const said = JSON.parse(body) as Said;
    if (kind === "group.created") {
      come(said.users ?? []);
      come([from], "owner");
      ({ name } = said);
    } else if (kind === "member.added") come(said.users ?? []);
    else if (kind === "member.joined") come([from]);
    else if (kind === "member.left") members.delete(from);
    else if (kind === "member.removed") members.delete(said.user ?? "");
    else if (kind === "member.role") become(said.user ?? "", { role: said.role ?? "" });
    else if (kind === "member.muted") become(said.user ?? "", { muted: said.until ?? 0 });
    else if (kind === "member.nick") become(from, { nick: said.nick ?? "" });
    else if (kind === "member.transferred") {
      become(from, { role: "admin" });
      become(said.user ?? "", { role: "owner" });
    } else if (kind === "group.dissolved") settings = { ...settings, dissolved: said.at };
    else if (kind === "group.updated") {
      name = said.name ?? name;
      color = said.color ?? color;
      settings = { ...settings, ...said.settings };
    }
  }
  return { members, settings, name, color };
}

interface Said {
  readonly users?: readonly string[];
  readonly user?: string;
  readonly role?: string;
  readonly until?: number;
  readonly nick?: string;
  readonly at?: number;
  readonly name?: string;
  readonly color?: number;
  readonly settings?: Readonly<Record<string, unknown>>;
}
