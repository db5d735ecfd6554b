import type { StoredEntry } from "@skein/server";

/** What a person keeps for themselves. */
export interface OwnThings {
  /** By conversation: what was given last of each field. */
  readonly kept: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Places, as `conv seq`. */
  readonly starred: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
  /** What they chose on anonymous polls, by place. */
  readonly voted: ReadonlyMap<string, readonly number[]>;
}

/** The same from their self log alone. */
export function ownThings(log: readonly StoredEntry[]): OwnThings {
  const kept = new Map<string, Record<string, unknown>>();
  const starred = new Set<string>();
  const removed = new Set<string>();
  const voted = new Map<string, readonly number[]>();
  for (const { kind, body } of log) {
    const { conv, seqs = [], on, seq, choices, changes = [] } = JSON.parse(body) as Said;
    if (kind === "self.kept")
      for (const { conv: of, ...fields } of changes) kept.set(of, { ...kept.get(of), ...fields });
    if (kind === "self.starred") for (const one of seqs) starred[on ? "add" : "delete"](`${conv} ${one}`);
    if (kind === "self.removed") for (const one of seqs) removed.add(`${conv} ${one}`);
    if (kind === "self.voted") voted.set(`${conv} ${seq}`, choices ?? []);
  }
  return { kept, starred, removed, voted };
}

interface Said {
  readonly conv?: string;
  readonly seqs?: readonly number[];
  readonly on?: boolean;
  readonly seq?: number;
  readonly choices?: readonly number[];
  readonly changes?: readonly ({ readonly conv: string } & Record<string, unknown>)[];
}
