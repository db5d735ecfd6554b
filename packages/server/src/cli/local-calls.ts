import { conversationKind } from "@skein/protocol";
import type { Inquiry } from "../flight/inquiry.ts";
import { Refusal } from "../kit/refusal.ts";
import type { LocalCalls } from "../http/room.ts";
import type { Account } from "../module/account/index.ts";

type Params = Readonly<Record<string, unknown>>;

/** The asker of what only a command line may see. */
const OPERATOR = { user: "", role: "owner", session: "", address: "local", base: "" } as const;

/** What the command line asks of the server that holds the data folder: what only whoever may read that folder may do. */
export function localCalls(secret: string): (account: Account, trace: Inquiry) => LocalCalls {
  return (account, trace) => ({
    secret,
    calls: {
      setup: async () => ((await account.hasOwner()) ? {} : { code: await account.makeSetupCode() }),
      add: async (params) => ({
        user: await account.addPerson({
          name: word(params, "name"),
          role: role(params["role"]),
          ...optional(params, "login"),
          ...optional(params, "password"),
        }),
      }),
      list: (params) => list(account, params),
      find: async (params) => ({ user: await account.findPerson(word(params, "user")) }),
      link: async (params) => ({ code: await account.makeSignInCode(await person(account, params)) }),
      token: async (params) => {
        const user = await person(account, params);
        return { user, token: await account.makeToken(user, { name: word(params, "device"), platform: "cli" }) };
      },
      trace: (params) =>
        trace.trace({
          ...optional(params, "conv"),
          ...optional(params, "key"),
          ...(params["seq"] === undefined ? {} : { seq: number(params, "seq") }),
        }),
      watch: async (params) => {
        const asked = word(params, "whom");
        const whom = conversationKind(asked) ? asked : await person(account, { user: asked });
        return { whom, nodes: await trace.watch(whom, number(params, "ms")) };
      },
    },
  });
}

function list(account: Account, params: Params): Promise<unknown> {
  const row = account.commands.find(({ name }) => name === "user.list");
  if (!row) throw new Error("there is no row for user.list");
  return row.run(OPERATOR, { limit: 200, ...optional(params, "after") });
}

/** By id or by log-in name. */
async function person(account: Account, params: Params): Promise<string> {
  const asked = word(params, "user");
  const user = await account.findPerson(asked);
  if (user === undefined)
    throw new Refusal("not_found", { message: `There is nobody with the id or log-in name "${asked}".` });
  return user;
}

function role(value: unknown): "owner" | "admin" | "member" {
  if (value === undefined) return "member";
  if (value === "owner" || value === "admin" || value === "member") return value;
  throw new Refusal("invalid", { path: "/role", message: "A role is owner, admin or member." });
}

function word(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== "string") throw new Refusal("invalid", { path: `/${name}` });
  return value;
}

function number(params: Params, name: string): number {
  const value = params[name];
  if (typeof value !== "number") throw new Refusal("invalid", { path: `/${name}` });
  return value;
}

function optional<Name extends string>(params: Params, name: Name): { [key in Name]?: string } {
  return params[name] === undefined ? {} : ({ [name]: word(params, name) } as { [key in Name]?: string });
}
