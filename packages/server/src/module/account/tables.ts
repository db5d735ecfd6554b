import {
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type ColumnType,
  type Generated,
} from "kysely";
import type { POS } from "../../storage/storage.ts";

export type Role = "owner" | "admin" | "member";

/** Written as a number, or as the pos of the write it belongs to. */
type Pos = ColumnType<number, number | typeof POS, number | typeof POS>;

/** The tables of migrations.ts, and what this room reads of the core's. Times are milliseconds since 1970 UTC. */
export interface Tables {
  users: {
    id: string;
    login: string | null;
    /** argon2id. */
    password: string | null;
    /** `local`: made here, by a person or an operator; `host`: by a token of the host app. */
    origin: "local" | "host";
    role: Role;
    name: string;
    color: number;
    /** Under which address there is a picture of them. */
    avatar: string | null;
    about: string | null;
    /** JSON text. */
    settings: string;
    /** The name as it is searched. */
    folded: string;
    /** How the name is said, for finding it by; absent in rows of before. See name.ts. */
    pinyin: string | null;
    spelled: string | null;
    /** How the name looks. */
    skeleton: string | null;
    /** When the account was erased. */
    deleted: number | null;
    /** The name that the host app told last; the person may have chosen another since. */
    claim: string | null;
    /** Host tokens issued up to then make no device: one was signed out then. 0: never. */
    barred: number;
    seen: number | null;
    created: number;
    /** Until when they may not use the server; MAX_SAFE_INTEGER: for ever. Past or null: they may. */
    banned: number | null;
    /** What the moderators say to it. */
    banned_words: string | null;
    /** Where the profile changed last. */
    pos: Pos;
  };
  sessions: {
    id: string;
    person: string;
    /** Fingerprint of the token; of the latest one for a device of the host app. */
    token: string;
    name: string;
    platform: string;
    created: number;
    seen: number;
    /** Only for devices of the host app: when the latest token ends. */
    expires: number | null;
    /** When it was signed out. */
    ended: number | null;
    /** Why, as JSON text; null where that was not kept yet. */
    why: string | null;
    /** From where it was last heard of. */
    address: string | null;
  };
  /** Devices that ask to be signed in by one that is. Code and secret are kept as fingerprints. */
  pairings: {
    code: string;
    secret: string;
    name: string;
    platform: string;
    address: string;
    created: number;
    expires: number;
    state: "waiting" | "seen" | "confirmed" | "refused";
    /** Who looks at it. */
    person: string | null;
  };
  codes: { hash: string; purpose: "setup" | "signin"; person: string | null; expires: number };
  invites: { code: string; uses: number; created: number; expires: number };
  name_turns: { turn: number };
  conversations: {
    /** Given by the engine. */ num: Generated<number>;
    id: string;
    kind: string;
    size: number;
    created: number;
  };
  members: { conv: number; user: string; role: string };
}

/** Writes statements; executes none. */
export const tables = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});
