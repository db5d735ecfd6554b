import { Database } from "bun:sqlite";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import type { Launch, Population, Running } from "../peer.ts";
import { stopProcess } from "../process.ts";
import { configuration, HOST, ROOMS } from "./configuration.ts";

const ROOT = "/usr/lib/x86_64-linux-gnu";
const SQLITE_DRIVER = "/usr/lib/erlang/lib";
const START_WITHIN = 30_000;
/** Registrations under way at once. */
const REGISTERING = 16;
const PASSWORD = "bench";
/**
 * With more conversations than this no rooms are made. A room tells everyone about everyone who joins: thousands of
 * rooms would take hours to fill, and a silent member without them is the kinder figure for ejabberd.
 */
const MOST_ROOMS = 10;

/** What of ejabberd is not installed, and how it would be. */
export function missingEjabberd(): string | undefined {
  const there = Bun.which("erl") && Bun.which("ejabberdctl") && existsSync(SQLITE_DRIVER) && hasDriver();
  if (there) return undefined;
  return (
    "On Debian 12: apt-get install ejabberd erlang-p1-sqlite3 (the harness runs a node of its own; " +
    "the system's service is not used and may be stopped with: systemctl disable --now ejabberd)"
  );
}

function hasDriver(): boolean {
  return [...new Bun.Glob("p1_sqlite3-*/priv/sqlite3_drv.so").scanSync(SQLITE_DRIVER)].length > 0;
}

/**
 * Starts an ejabberd node of our own: its own configuration, database and logs in the run's folder, on a loopback
 * port, without Erlang distribution, so that it meets no other node.
 */
export async function startEjabberd({ population, folder }: Launch): Promise<Running> {
  const port = await freePort();
  const rooms = roomsOf(population);
  await mkdir(join(folder, "spool"));
  prepareArchive(join(folder, "archive.sqlite"));
  const configurationFile = join(folder, "ejabberd.yml");
  await Bun.write(configurationFile, configuration({ folder, port }));
  // Busy waiting of the schedulers would be counted as work at low load; without it ejabberd looks its best.
  const tuning = ["+P", "500000", "+Q", "65536", "+sbwt", "none", "+sbwtdcpu", "none", "+sbwtdio", "none"];
  const child = Bun.spawn(
    ["erl", ...tuning, "-noinput", "-mnesia", "dir", `"${join(folder, "spool")}"`, "-s", "ejabberd"],
    {
      env: {
        ...process.env,
        HOME: folder,
        ERL_LIBS: ROOT,
        EJABBERD_CONFIG_PATH: configurationFile,
        EJABBERD_LOG_PATH: join(folder, "ejabberd.log"),
        ERL_CRASH_DUMP: join(folder, "crash.dump"),
      },
      stdin: "ignore",
      stdout: Bun.file(join(folder, "ejabberd.out")),
      stderr: "inherit",
    },
  );
  const api = async (command: string, body: Record<string, string>) => {
    const response = await fetch(`http://127.0.0.1:${port}/api/${command}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`ejabberd refused ${command}: ${await response.text()}`);
  };
  try {
    await answering(port);
    await register(population.users, (user) => api("register", { user, host: HOST, password: PASSWORD }));
    for (const room of rooms) await api("create_room", { name: room, service: ROOMS, host: HOST });
  } catch (error) {
    await stopProcess(child);
    throw error;
  }
  return {
    target: {
      pid: child.pid,
      hostname: "127.0.0.1",
      port,
      credentials: Array.from({ length: population.users }, () => PASSWORD),
      conversations: population.conversations.map(addressIn(rooms)),
    },
    stop: () => stopProcess(child),
  };
}

/**
 * Puts the archive's database into write-ahead mode before ejabberd makes its tables: one fsync a commit in place of
 * three, as the other lines have it. As shipped ejabberd archives less than half as many messages a second.
 */
function prepareArchive(file: string): void {
  using database = new Database(file, { create: true });
  database.run("PRAGMA journal_mode = WAL");
}

/** Rooms to be made: the conversations of more than two, where they are few. */
function roomsOf({ conversations }: Population): string[] {
  if (conversations.length > MOST_ROOMS) return [];
  return conversations.flatMap((members, i) => (members.length > 2 ? [`c${i}`] : []));
}

/** `room@service` for a room, the numbers of the two people for a pair, nothing for what was not made. */
function addressIn(rooms: readonly string[]): (members: readonly number[], conversation: number) => string {
  return (members, conversation) => {
    if (members.length === 2) return members.join(" ");
    return rooms.includes(`c${conversation}`) ? `c${conversation}@${ROOMS}` : "";
  };
}

async function register(users: number, one: (user: string) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < users) await one(`u${next++}`);
  };
  await Promise.all(Array.from({ length: REGISTERING }, worker));
}

async function answering(port: number): Promise<void> {
  const end = performance.now() + START_WITHIN;
  for (;;) {
    try {
      await fetch(`http://127.0.0.1:${port}/api/status`, { method: "POST", body: "{}" });
      return;
    } catch (error) {
      if (performance.now() > end) throw new Error("ejabberd did not start", { cause: error });
      await Bun.sleep(200);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("No port is free");
  return address.port;
}
