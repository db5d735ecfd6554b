import { LIMITS } from "@skein/protocol";
import { isRange } from "../kit/address-ranges.ts";
import { PUSH } from "./push.ts";
import { choice, integer, list, optional, secret, text, toggle, webAddress, type Setting } from "./setting.ts";

const DAY = 86_400_000;
/** Links are looked at once a second, and an answer takes its time: with less than this ones that live would be given up. ms */
const BEAT_LEAST = 2_000;

/** The signatures that host-app sign-in may accept; `none` is not among them on purpose. */
const HOST_ALGORITHMS = ["HS256", "RS256", "ES256", "EdDSA"] as const;
type HostAlgorithm = (typeof HOST_ALGORITHMS)[number];

/** `https://chat.example.com`, without a path: what a browser sends as `Origin`, and what links begin with. */
function origin(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  const bare = (url.protocol === "http:" || url.protocol === "https:") && url.href === `${url.origin}/`;
  return bare ? url.origin : undefined;
}

/**
 * The one table of settings. Its shape is the shape of the file and of {@link Config}; from it come the names in the
 * environment and as flags (config/names.ts), `config print`, and docs/operate/config.md.
 */
export const SETTINGS = {
  data: text("./data", "Folder that holds everything the server keeps: the database, the secrets, the settings file."),
  host: text("127.0.0.1", "Address to listen on: 127.0.0.1 for this machine alone, 0.0.0.0 or :: for all networks."),
  port: integer(7300, 0, 65_535, "Port to listen on; 0 lets the system choose one."),
  publicUrl: optional(
    "Where people reach the server, for links and as its own origin; without it, http://localhost:<port>.",
    "an address such as https://chat.example.com, without a path",
    origin,
  ),
  postgres: secret(
    "Database of a cluster, postgres://user:password@host/database; without it everything is kept in the data folder.",
  ),
  nats: secret(
    "What carries words between the nodes of a cluster, nats://host:4222; several servers with commas between.",
  ),
  workers: integer(1, 1, 64, "Processes that serve on this machine, on one port; more than one needs a cluster."),
  name: text("Skein", "Name of this server, as people see it."),
  environment: choice(
    ["development", "production"],
    "development",
    "In production, settings that are unsafe are refused at start.",
  ),
  registration: choice(
    ["open", "invite", "closed"],
    "invite",
    "Who may make an account: anyone, whoever has an invitation, nobody.",
  ),
  loginPolicy: choice(
    ["all", "platform", "single"],
    "all",
    "How many devices a person may be signed in on: any, one of each platform, one. The older one is signed out and says why.",
  ),
  compression: toggle(
    true,
    "Compress what is large (pages, lists) for those who accept it: a fifth of the bytes for some 40 µs of CPU a page.",
  ),
  origins: list<string>(
    [],
    "Web sites beside the server's own whose pages may connect; * for all.",
    "addresses such as https://app.example.com, or *",
    (item) => (item === "*" ? item : origin(item)),
  ),
  trustedProxies: list<string>(
    [],
    "Reverse proxies whose X-Forwarded-For, -Proto and -Host are believed; without them all who come through one share its limits.",
    "IP addresses such as 127.0.0.1, or ranges such as 10.0.0.0/8",
    (item) => (isRange(item) ? item : undefined),
  ),
  tls: {
    certificate: optional(
      "File with the certificate, and those between it and the root, in PEM: the server then speaks TLS itself. New files are taken without a restart.",
      "the path of a file",
    ),
    key: optional("File with the private key of it, in PEM.", "the path of a file"),
  },
  hostAuth: {
    enabled: toggle(false, "Accept tokens (JWT) that the backend of your own app signs."),
    algorithms: list<HostAlgorithm>(
      ["HS256"],
      "Signatures that are accepted.",
      `one or more of ${HOST_ALGORITHMS.join(", ")}`,
      (item) => HOST_ALGORITHMS.find((known) => known === item),
    ),
    secret: secret("Secret of HS256, 32 bytes or more; without it, the one made at first start (secrets.json)."),
    publicKey: optional("Public key of RS256, ES256 or EdDSA, in PEM (SPKI)."),
    jwksUrl: optional("Where your backend publishes its keys.", "an http or https address", webAddress),
    issuer: optional("What `iss` must be; anything when not set."),
    audience: optional("What `aud` must hold; anything when not set."),
  },
  log: {
    level: choice(
      ["debug", "info", "warn", "error", "silent"],
      "info",
      "How much is logged, to stderr, as JSON lines.",
    ),
  },
  metrics: {
    token: secret(
      "Who reads /metrics says it as `Authorization: Bearer …`, from wherever; without it, only programs on this machine may read.",
    ),
  },
  trace: {
    sample: integer(
      100,
      0,
      1_000_000,
      "Of so many messages one has its way recorded, for `skein trace`; 1 for all, 0 for none but those that are watched.",
    ),
    bytes: integer(8_388_608, 65_536, 1_073_741_824, "Bytes of memory that those records may take."),
  },
  messages: {
    recallWindow: integer(
      DAY,
      0,
      Number.MAX_SAFE_INTEGER,
      "Milliseconds after it was sent in which its author may take a message back; 0: never.",
    ),
  },
  previews: {
    enabled: toggle(
      false,
      "Say under a message what the page that it links to is. The server fetches that page, so its owner learns the server's address, and nothing of who asked.",
    ),
  },
  outside: {
    allowed: list<string>(
      [],
      "Private addresses that may be asked although people name them (pages of an intranet, a push service of your own); all others are refused.",
      "IP addresses such as 10.1.2.3, or ranges such as 10.0.0.0/8",
      (item) => (isRange(item) ? item : undefined),
    ),
  },
  files: {
    largest: integer(4_294_967_296, 0, Number.MAX_SAFE_INTEGER, "Bytes of the largest file that people may send."),
    quota: integer(
      10_737_418_240,
      0,
      Number.MAX_SAFE_INTEGER,
      "Bytes that all files of one person may take; 0: without a bound.",
    ),
    pixels: integer(
      50_000_000,
      1_000_000,
      268_000_000,
      "Pixels of the largest picture that is made ready; each takes four bytes of memory while that lasts.",
    ),
    folder: optional(
      "Folder of the files, which nodes of a cluster share; without it, `files` in the data folder.",
      "the path of a folder",
    ),
    s3: {
      endpoint: optional(
        "Where a store that speaks S3 is asked, without the bucket; files lie there then, and not in a folder.",
        "an http or https address",
        webAddress,
      ),
      bucket: optional("Its bucket, which must be there and readable by nobody else."),
      region: text("us-east-1", "Its region; most stores of one's own take any."),
      accessKeyId: secret("Who asks there,"),
      secretAccessKey: secret("and the key to it."),
      prefix: text("skein/", "What all keys begin with."),
    },
  },
  push: PUSH,
  limits: {
    connections: integer(15_000, 1, 1_000_000, "Connections at once; more are answered 503."),
    unprovenPerAddress: integer(100, 1, 1_000_000, "Connections of one address that have not signed in yet."),
    connectRate: {
      rate: integer(
        3_000,
        1,
        1_000_000,
        "New connections a second on the long run; more are answered 503, each with a time of its own to come back. Half of what one core took in the storm of the benchmark.",
      ),
      burst: integer(15_000, 1, 1_000_000, "The same, at once: everybody, after a restart."),
    },
    outboxBytes: integer(4_194_304, 65_536, 1_073_741_824, "Bytes that may wait for one slow reader."),
    linkRate: {
      rate: integer(50, 1, 1_000_000, "Requests a second that one connection may send on the long run,"),
      burst: integer(200, 1, 1_000_000, "and at once."),
    },
    personRate: {
      rate: integer(
        100,
        1,
        1_000_000,
        "The same for one person over all connections, or one address without a person:",
      ),
      burst: integer(400, 1, 1_000_000, "at once."),
    },
    patience: {
      rate: integer(20, 1, 1_000_000, "Refused requests a second that one connection may cause before it is closed,"),
      burst: integer(400, 1, 1_000_000, "and at once."),
    },
    groupMembers: integer(LIMITS.groupMembers, 2, LIMITS.groupMembers, "Members that a group may have."),
    conversationsInMemory: integer(100_000, 100, 10_000_000, "Conversations kept in memory."),
    recentChanges: integer(100_000, 0, 10_000_000, "Latest changes kept in memory, for those who come back soon."),
    recentBytes: integer(67_108_864, 0, 17_179_869_184, "Bytes that those may take."),
  },
  heartbeat: {
    interval: integer(
      25_000,
      BEAT_LEAST,
      DAY,
      "Milliseconds of silence after which a connection is asked for a sign of life.",
    ),
    timeout: integer(10_000, BEAT_LEAST, DAY, "Milliseconds it has to answer."),
  },
  drain: {
    spread: integer(
      5_000,
      0,
      DAY,
      "Milliseconds over which clients come back after a shut-down, so that they do not come at once.",
    ),
    timeout: integer(10_000, 0, DAY, "Milliseconds that commands under way may take at a shut-down."),
  },
} as const;

type Values<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends Setting<infer Value> ? Value : Values<Table[Name]>;
};

/** All settings with their values. */
export type Config = Values<typeof SETTINGS>;

type Some<Value> = {
  readonly [Name in keyof Value]?: Value[Name] extends readonly unknown[]
    ? Value[Name]
    : Value[Name] extends object
      ? Some<Value[Name]>
      : Value[Name];
};

/** Some settings; what is not there keeps its value. */
export type SomeConfig = Some<Config>;
