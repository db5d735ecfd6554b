import { ERRORS, type CommandName, type ErrorName, type Params, type Result, type WireError } from "@skein/protocol";
import { sharedPostgres, temporaryFolder, type TemporaryFolder, WireClient, WireFault } from "@skein/testkit";
import { join } from "node:path";
import { systemClock, type Clock } from "../src/kit/clock.ts";
import { configWith, type SomeConfig } from "../src/config.ts";
import { createLog } from "../src/kit/log.ts";
import { Refusal } from "../src/kit/refusal.ts";
import type { AccountSettings } from "../src/module/account/index.ts";
import { createServer, type SkeinServer } from "../src/server.ts";
import { migrations, sharedMigrations } from "../src/server/store.ts";
import { openPostgres } from "../src/storage/postgres/open.ts";
import type { Statement, Storage } from "../src/storage/storage.ts";
import { openSqliteInline } from "../src/storage/sqlite/open.ts";

/** The server said no, over HTTP. */
export class Refused extends Error {
  readonly error: ErrorName;

  constructor(readonly wire: WireError) {
    super(`${wire.name}: ${wire.message}`);
    this.error = wire.name;
  }
}

/** The system's clock, set forwards by a test. */
class ShiftedClock implements Clock {
  ahead = 0;
  readonly after = systemClock.after;
  readonly soon = systemClock.soon;

  now(): number {
    return systemClock.now() + this.ahead;
  }
}

/** A store that can keep one answer back: it then tells of a moment that is over. */
class LateStorage implements Storage {
  readonly identity: Storage["identity"];
  #late: { readonly reached: () => void; readonly released: Promise<void> } | undefined;

  constructor(private readonly storage: Storage) {
    this.identity = storage.identity;
  }

  /** Keeps the answer to the next query back until `release`; `reached` resolves when it waits. */
  holdNext(): { readonly reached: Promise<void>; release(): void } {
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    this.#late = { reached: reached.resolve, released: released.promise };
    return { reached: reached.promise, release: released.resolve };
  }

  async query<Row>(statement: Statement): Promise<readonly Row[]> {
    const late = this.#late;
    this.#late = undefined;
    const rows = await this.storage.query<Row>(statement);
    late?.reached();
    await late?.released;
    return rows;
  }

  commit(...args: Parameters<Storage["commit"]>) {
    return this.storage.commit(...args);
  }

  conversation(...args: Parameters<Storage["conversation"]>) {
    return this.storage.conversation(...args);
  }

  conversations(...args: Parameters<Storage["conversations"]>) {
    return this.storage.conversations(...args);
  }

  page(...args: Parameters<Storage["page"]>) {
    return this.storage.page(...args);
  }

  encodedPage(...args: Parameters<Storage["encodedPage"]>) {
    return this.storage.encodedPage(...args);
  }

  latest(...args: Parameters<Storage["latest"]>) {
    return this.storage.latest(...args);
  }

  list(...args: Parameters<Storage["list"]>) {
    return this.storage.list(...args);
  }

  close() {
    return this.storage.close();
  }
}

type Started = SkeinServer & { readonly storage: LateStorage };

type RoomSettings = SomeConfig & Pick<AccountSettings, "attempts" | "passwordWork">;

/** Passwords that cost nothing, attempts without end: for tests of something else. */
const EASY: RoomSettings = {
  passwordWork: { memory: 8, passes: 1 },
  attempts: { login: { rate: 1e6, burst: 1e6 }, address: { rate: 1e6, burst: 1e6 } },
  limits: { personRate: { rate: 1e6, burst: 1e6 }, linkRate: { rate: 1e6, burst: 1e6 } },
};

/** Of host-app sign-in by HS256. */
export const HOST_SECRET = "a secret of the host app, 32 bytes long or more";

/** A server that listens on loopback, with its account room looked at from outside. */
export class AccountRoom implements AsyncDisposable {
  #address = 0;

  private constructor(
    public server: Started,
    readonly clock: ShiftedClock,
    private readonly temporary: TemporaryFolder,
    private readonly settings: RoomSettings,
  ) {}

  static async open(settings: RoomSettings = {}): Promise<AccountRoom> {
    const clock = new ShiftedClock();
    const folder = await temporaryFolder();
    const all = { ...EASY, ...settings };
    return new AccountRoom(await start(all, folder.path, clock), clock, folder, all);
  }

  /** Stops the server and starts it again, perhaps with other settings. */
  async restart(some: RoomSettings = {}): Promise<void> {
    await this.server.close();
    this.server = await start({ ...this.settings, ...some }, this.folder, this.clock);
  }

  get folder(): string {
    return this.temporary.path;
  }

  get url(): string {
    return `http://localhost:${this.server.port}`;
  }

  /** A command over HTTP, from an address of its own unless told; rejects with {@link Refused}. */
  async ask<N extends CommandName>(name: N, params: Params<N>, token?: string, address?: string): Promise<Result<N>> {
    this.#address += 1;
    const request = new Request(`${this.url}/v1/${name}`, {
      method: "POST",
      body: JSON.stringify(params),
      headers: {
        "content-type": "application/json",
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
    });
    const response = await this.server.answer(request, address ?? `test-${this.#address}`);
    const body: unknown = await response.json();
    if (response.ok) return body as Result<N>;
    const wire = body as WireError;
    if (response.status !== ERRORS[wire.name].http) throw new Error(`${wire.name} with status ${response.status}`);
    throw new Refused(wire);
  }

  /** The name of the error that a command is refused with; `undefined` when it is not refused. */
  errorOf<N extends CommandName>(name: N, params: Params<N>, token?: string): Promise<ErrorName | undefined> {
    return errorIn(this.ask(name, params, token));
  }

  /** Somebody new with a device. */
  async person(name: string, role: "owner" | "admin" | "member" = "member"): Promise<{ id: string; token: string }> {
    const login = name.toLowerCase();
    const id = await this.server.account.addPerson({ name, login, password: PASSWORD, role });
    return { id, token: await this.server.account.makeToken(id, { name: `${name}'s`, platform: "cli" }) };
  }

  connect(token: string, more: { cursor?: string; device?: { name?: string; platform?: string } } = {}) {
    return WireClient.connect({ url: this.url, token, ...more });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.close();
    await this.temporary[Symbol.asyncDispose]();
  }
}

async function start(
  { attempts, passwordWork, ...some }: RoomSettings,
  folder: string,
  clock: Clock,
): Promise<Started> {
  const config = { ...configWith({ ...some, data: folder, port: 0, drain: { spread: 0 } }), attempts, passwordWork };
  const storage = new LateStorage(await open(folder, clock));
  const parts = { clock, storage, log: createLog("silent"), hostSecret: HOST_SECRET };
  return { ...(await createServer(config, parts)), storage };
}

/** On PostgreSQL where `SKEIN_ENGINE` is `cluster`; its commits have the database's own time. */
async function open(folder: string, clock: Clock): Promise<Storage> {
  const file = join(folder, "skein.db");
  if (Bun.env["SKEIN_ENGINE"] !== "cluster")
    return openSqliteInline({ file, synchronous: "OFF", migrations, epoch: "e1" }, () => clock.now());
  const url = databases.get(folder) ?? (await (await sharedPostgres()).database()).url;
  databases.set(folder, url);
  return openPostgres({ url, migrations: sharedMigrations, epoch: "e1" });
}

/** What stands in the place of a folder's database. */
const databases = new Map<string, string>();

/** The error of the table that something is refused with, over whatever; `undefined` when it is not refused. */
export async function errorIn(attempt: Promise<unknown>): Promise<ErrorName | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (fault) {
    if (fault instanceof Refused || fault instanceof WireFault || fault instanceof Refusal) return fault.error;
    throw fault;
  }
}

/** Of everybody whom tests add. */
export const PASSWORD = "correct horse";
