import { SENDABLE_KINDS } from "@skein/protocol/schema";
import { NEXT, NUM } from "../../message/shown.ts";
import type { Statement } from "../../storage/storage.ts";

/** Entries with a thread's root as `ref` are its replies, or what was done to the root. */
export const IS_REPLY = `IN (${SENDABLE_KINDS.map((kind) => `'${kind}'`).join(", ")})`;

/** Counts a reply, and lets its author and the root's follow the thread. Runs once for each reply. */
export function reply(conv: string, root: number, user: string, author: string): Statement[] {
  return [
    {
      sql: `INSERT INTO threads (conv, root, n, last) SELECT c.num, ?, 1, ${NEXT} FROM conversations c WHERE c.id = ?
            ON CONFLICT (conv, root) DO UPDATE SET n = threads.n + 1, last = excluded.last`,
      parameters: [root, conv],
    },
    {
      sql: `INSERT INTO thread_people (conv, root, person, followed, first, read)
            SELECT c.num, ?, ?, 1, ${NEXT}, ${NEXT} FROM conversations c WHERE c.id = ?
            ON CONFLICT (conv, root, person) DO UPDATE
              SET followed = 1, first = coalesce(thread_people.first, excluded.first), read = excluded.read`,
      parameters: [root, user, conv],
    },
    ...(author === user ? [] : [followFrom(conv, root, author)]),
  ];
}

/** The root's author follows from the first reply on; whoever ended that stays away. */
function followFrom(conv: string, root: number, author: string): Statement {
  return {
    sql: `INSERT INTO thread_people (conv, root, person, followed, read) SELECT c.num, ?, ?, 1, ? FROM conversations c
          WHERE c.id = ? ON CONFLICT (conv, root, person) DO NOTHING`,
    parameters: [root, author, root, conv],
  };
}

/** Who is mentioned follows from there on, also whoever had ended that. */
export function followMentioned(conv: string, root: number, users: readonly string[]): Statement[] {
  if (users.length === 0) return [];
  return [
    {
      sql: `INSERT INTO thread_people (conv, root, person, followed, read)
            SELECT c.num, ?, u.id, 1, ${NEXT} - 1 FROM conversations c, users u
            WHERE c.id = ? AND u.id IN (${marks(users)}) ON CONFLICT (conv, root, person) DO UPDATE SET followed = 1`,
      parameters: [root, conv, ...users],
    },
  ];
}

/** The same where an edit of a reply names them; nothing where the message stands in no thread. */
export function followMentionedAnew(conv: string, seq: number, users: readonly string[]): Statement[] {
  if (users.length === 0) return [];
  return [
    {
      sql: `INSERT INTO thread_people (conv, root, person, followed, read) SELECT e.conv, e.ref, u.id, 1, e.seq - 1 FROM entries e, users u
            WHERE e.conv = ${NUM} AND e.seq = ? AND e.ref IS NOT NULL AND u.id IN (${marks(users)})
            ON CONFLICT (conv, root, person) DO UPDATE SET followed = 1`,
      parameters: [conv, seq, ...users],
    },
  ];
}

/** `conflict` when they had read so far before, or follow it otherwise than `followed` says, which they are told. */
export function readThread(conv: string, root: number, user: string, read: number, followed: boolean): Statement {
  return {
    sql: `INSERT INTO thread_people (conv, root, person, followed, read) SELECT c.num, ?, ?, 0, ? FROM conversations c WHERE c.id = ?
          ON CONFLICT (conv, root, person) DO UPDATE SET read = excluded.read
            WHERE thread_people.read < excluded.read AND thread_people.followed = ${Number(followed)}`,
    parameters: [root, user, read, conv],
    expect: { changes: 1, error: "conflict" },
  };
}

/** `conflict` when it is so already, or they have read further than `read`. Who begins to follow has read what is there. */
export function followThread(conv: string, root: number, user: string, on: boolean, read: number): Statement {
  return {
    sql: `INSERT INTO thread_people (conv, root, person, followed, read) SELECT c.num, ?, ?, ?, ? FROM conversations c WHERE c.id = ?
          ON CONFLICT (conv, root, person) DO UPDATE SET followed = excluded.followed
            WHERE thread_people.followed <> excluded.followed AND thread_people.read = excluded.read`,
    parameters: [root, user, on ? 1 : 0, read, conv],
    expect: { changes: 1, error: "conflict" },
  };
}

function marks(of: readonly unknown[]): string {
  return of.map(() => "?").join(", ");
}
