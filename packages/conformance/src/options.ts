import { parseArgs } from "node:util";
import type { HostApp } from "./people/sources.ts";
import { WAYS, type Way } from "./wire/carrier.ts";

/** What is to be looked at, and how. */
export interface Options {
  /** Base URL of the server, and further ones of the same: each link and request takes the next. */
  readonly urls: readonly string[];
  readonly ways: readonly Way[];
  /** Numbers of sections; none: all. */
  readonly sections: readonly number[];
  /** Rules; none: all. */
  readonly rules: readonly string[];
  /** Leaves out what waits for more than some seconds. */
  readonly quick: boolean;
  /** ms after which whoever waits for an answer or a frame gives up. */
  readonly patience: number;
  /** Tokens of people who are there already. */
  readonly tokens: readonly string[];
  /** Of an admin or the owner. */
  readonly adminToken?: string | undefined;
  /** An invitation that works often enough. */
  readonly invite?: string | undefined;
  /** The server's host app, in whose place tokens are signed. */
  readonly hostApp?: HostApp | undefined;
}

export const DEFAULTS = {
  ways: WAYS,
  sections: [],
  rules: [],
  quick: false,
  patience: 10_000,
  tokens: [],
} as const satisfies Partial<Options>;

/** What somebody wrote behind the command's name, and how they want to be told. */
export interface CommandLine {
  readonly options: Options;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** What somebody wrote cannot be done. */
export class UsageFault extends Error {
  override readonly name = "UsageFault";
}

export const USAGE = `skein-conformance URL [URL …]

Looks whether a server keeps the Skein protocol, from outside, rule by rule.
More than one URL: addresses of one server (the nodes of a cluster), taken in turn.

  --way WAY            websocket, sse, long-poll or http; again for more; without it all of them
  --section N          this section of SPEC.md alone; again for more
  --rule ID            this rule alone, as SEND-2; again for more
  --quick              leave out what waits for more than some seconds
  --patience MS        how long an answer or a frame may take (10000)
  --json               the report as JSON
  --verbose            also what passed, and what cannot be seen from outside

People to act as (what they need beside is said where it is missing):
  (nothing)            they register, where registration is open, and erase their accounts at the end
  --invite CODE        they register with this invitation, which works often enough
  --admin-token TOKEN  an admin makes such an invitation; with it also what admins do is looked at
  --host-secret SECRET the suite signs tokens as your app does (HS256); who needs a password still registers
  --host-claim K=V     what those tokens say beside, as iss=my-app where the server asks for an issuer; again for more
  --token TOKEN        somebody who is there; five times at least

Exit code: 0 no rule is broken, 1 a rule is broken, 2 it could not be looked at.`;

/** Reads the command line. Throws {@link UsageFault}. */
export function optionsOf(args: readonly string[]): CommandLine {
  const { values, positionals } = parsed(args);
  const ways = values.way ?? WAYS;
  const wrong = ways.find((way) => !WAYS.some((known) => known === way));
  if (wrong !== undefined) throw new UsageFault(`--way is one of ${WAYS.join(", ")}, not ${wrong}`);
  if (positionals.length === 0) throw new UsageFault("which server? Give its address, as https://chat.example.com");
  for (const url of positionals) {
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new UsageFault(`${url} is no http or https address`);
  }
  return {
    json: values.json ?? false,
    verbose: values.verbose ?? false,
    options: {
      ...DEFAULTS,
      urls: positionals.map((url) => url.replace(/\/+$/, "")),
      ways: ways as readonly Way[],
      sections: (values.section ?? []).map((text) => whole(text, "--section")),
      rules: values.rule ?? [],
      quick: values.quick ?? false,
      patience: values.patience === undefined ? DEFAULTS.patience : whole(values.patience, "--patience"),
      tokens: values.token ?? [],
      adminToken: values["admin-token"],
      invite: values.invite,
      hostApp: hostApp(values["host-secret"], values["host-claim"] ?? []),
    },
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  const many = { type: "string", multiple: true } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        way: many,
        section: many,
        rule: many,
        token: many,
        quick: flag,
        json: flag,
        verbose: flag,
        help: flag,
        patience: text,
        invite: text,
        "admin-token": text,
        "host-secret": text,
        "host-claim": many,
      },
    });
  } catch (fault) {
    throw new UsageFault(fault instanceof Error ? fault.message : String(fault));
  }
}

function hostApp(secret: string | undefined, claims: readonly string[]): HostApp | undefined {
  const told = claims.map((claim) => {
    const [, name, value] = /^(\w+)=(.+)$/.exec(claim) ?? [];
    if (name === undefined || value === undefined) throw new UsageFault(`--host-claim is name=value, not ${claim}`);
    return [name, value] as const;
  });
  if (secret === undefined && told.length > 0) throw new UsageFault("--host-claim needs --host-secret");
  return secret === undefined ? undefined : { secret, claims: Object.fromEntries(told) };
}

function whole(text: string, what: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new UsageFault(`${what} is a whole number, not ${text}`);
  return Number(text);
}
