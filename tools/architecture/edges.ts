import { isTest, type Source, target } from "./source.ts";
import type { Violation } from "./violation.ts";

interface PackageRow {
  /** Packages of ours that its sources may import. */
  readonly may: readonly string[];
  /** Packages of ours that only its tests may import besides. */
  readonly tests: readonly string[];
  /** Packages of others that its sources may import; `declared`: any that its package.json names. */
  readonly external: readonly string[] | "declared";
  /** `anywhere`: its sources run in browsers too, so nothing of Node or Bun. */
  readonly runs: "anywhere" | "server";
}

const UI = ["react", "react-dom", "@base-ui/react", "lucide-react", "virtua"];

/** apps/web → react → client → protocol ← server; testkit → server, client; conformance → protocol. Nothing else. */
const PACKAGES: Readonly<Record<string, PackageRow>> = {
  "packages/protocol": { may: [], tests: [], external: ["typebox"], runs: "anywhere" },
  "packages/client": {
    may: ["packages/protocol"],
    tests: ["packages/testkit", "packages/server"],
    // both in the part that is loaded with the first file
    external: ["@noble/hashes", "tus-js-client"],
    runs: "anywhere",
  },
  "packages/react": {
    may: ["packages/client", "packages/protocol"],
    tests: ["packages/testkit"],
    external: [...UI, "thumbhash", "uqr"],
    runs: "anywhere",
  },
  "packages/server": {
    may: ["packages/protocol"],
    tests: ["packages/testkit", "packages/client"],
    external: "declared",
    runs: "server",
  },
  "packages/testkit": {
    may: ["packages/server", "packages/client", "packages/protocol"],
    tests: [],
    external: "declared",
    runs: "server",
  },
  // knows the wire and no server: what it looks at may be anybody's
  "packages/conformance": { may: ["packages/protocol"], tests: ["packages/testkit"], external: [], runs: "server" },
  "apps/web": {
    may: ["packages/react", "packages/client", "packages/protocol"],
    tests: ["packages/testkit", "packages/server"],
    external: UI,
    runs: "anywhere",
  },
};

const BELOW_MESSAGE = ["storage", "cluster", "kit"];
const BELOW_COMMAND = ["message", ...BELOW_MESSAGE];

/**
 * Rooms of packages/server/src, top to bottom, and the rooms each may import; its own is understood.
 * main → cli → server → {transport, session, command, http, module, flight} → message → {storage, cluster} → kit.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  // what the testkit builds a server from
  index: ["server", "config", "transport", "storage", "cluster", "kit"],
  main: ["cli", "config"],
  // the command line: starts a server, or asks the one that runs over the wire
  cli: [
    "backup",
    "demo",
    "server",
    "flight",
    "module",
    "home",
    "config",
    "http",
    "metrics",
    "transport",
    "storage",
    "cluster",
    "kit",
  ],
  demo: [],
  // all that a server is as one file, made and put back beside it
  backup: ["home", "storage", "kit"],
  // the data folder: its lock, its secrets, what takes its place
  home: ["kit"],
  server: [
    "config",
    "metrics",
    "transport",
    "session",
    "command",
    "http",
    "module",
    "flight",
    "duty",
    ...BELOW_COMMAND,
  ],
  config: ["kit"],
  // what the parts have counted, under the names that are told
  metrics: ["transport", "session", "command", "duty", ...BELOW_COMMAND],
  // what a frame and a token are is the session's to say, whatever carries them
  http: ["session", "command", ...BELOW_COMMAND],
  session: ["transport", "command", ...BELOW_COMMAND],
  command: ["module", ...BELOW_COMMAND],
  // presence and signing out concern who is connected right now
  module: ["command", "session", "duty", ...BELOW_COMMAND],
  // work behind the line, done by one node of all at a time
  duty: ["storage", "kit"],
  // what became of messages: looks at the line from outside, so the line does not know it
  flight: ["command", ...BELOW_COMMAND],
  // a link that another node has is asked for over the bus
  transport: ["cluster", "kit"],
  message: BELOW_MESSAGE,
  storage: ["kit"],
  cluster: ["kit"],
  kit: [],
};

/** Imports that do not point down the arrows. */
export function edgeViolations(sources: readonly Source[]): Violation[] {
  return sources.flatMap((source) => {
    const home = homeOf(source.path);
    const row = PACKAGES[home];
    // The bench and the tools stand outside of the product and may look at all of it.
    if (!row) return [];
    return source.imports.flatMap((one) => {
      const to = target(source, one);
      const why = to === undefined ? refusedPackage(home, row, source, one.specifier) : refusedFile(source.path, to);
      return why ? [{ path: source.path, line: one.line, what: `imports ${one.specifier}: ${why}` }] : [];
    });
  });
}

function refusedPackage(home: string, row: PackageRow, source: Source, specifier: string): string | undefined {
  const test = isTest(source.path) || !source.path.startsWith(`${home}/src/`) || source.path.endsWith("/generate.ts");
  const ours = /^@skein\/([^/]+)/.exec(specifier)?.[1];
  if (ours) {
    const to = ours === "web" ? "apps/web" : `packages/${ours}`;
    if (to === home || row.may.includes(to) || (test && row.tests.includes(to))) return undefined;
    return `${home} may import ${[...row.may, ...(test ? row.tests : [])].join(", ") || "no package of ours"}`;
  }
  if (test) return undefined;
  if (/^(node:|bun(:|$))/.test(specifier)) {
    return row.runs === "anywhere" ? `${home} also runs where there is no Node and no Bun` : undefined;
  }
  if (row.external === "declared" || row.external.some((name) => `${specifier}/`.startsWith(`${name}/`))) return;
  return `${home} depends on ${row.external.join(", ") || "no package of others"}`;
}

function refusedFile(from: string, to: string): string | undefined {
  if (homeOf(from) !== homeOf(to)) return "another package is imported by its name";
  if (isTest(from) || !from.startsWith(`${homeOf(from)}/src/`)) return undefined;
  if (isTest(to)) return "sources do not import tests";
  if (homeOf(from) !== "packages/server") return undefined;
  return refusedRoom(from, to);
}

function refusedRoom(from: string, to: string): string | undefined {
  const here = roomOf(from);
  const there = roomOf(to);
  const may = ROOMS[here.room];
  if (!may) return `${here.room} is no room of the server; add it to the table with its arrows`;
  if (there.room === "module" && (here.room !== "module" || here.inner !== there.inner)) {
    if (here.room !== "module" && !may.includes("module")) return `${here.room} may import ${may.join(", ")}`;
    return /\/module\/[^/]+\/index\.ts$/.test(to) ? undefined : "a module is entered by its index.ts";
  }
  if (here.room === there.room || may.includes(there.room)) return undefined;
  return `${here.room} may import ${may.join(", ") || "nothing"}`;
}

/** `packages/server` for any file in it. */
function homeOf(path: string): string {
  return path.split("/").slice(0, 2).join("/");
}

/** `packages/server/src/module/chat/store.ts` is in room `module`, and there in `chat`. */
function roomOf(path: string): { room: string; inner: string | undefined } {
  const [room = "", inner] = path.split("/").slice(3);
  return { room: room.replace(/\.ts$/, ""), inner };
}
