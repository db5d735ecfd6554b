import type { Result } from "@skein/protocol/schema";
import { StartFault } from "../../kit/start-fault.ts";
import { askLocal, type Reached } from "../ask.ts";
import type { CliCommand } from "../command.ts";
import { withServer } from "../reach.ts";
import { columns, say } from "../screen.ts";

export const userAdd: CliCommand = {
  name: "user add",
  usage: "<login> [--name <name>] [--role owner|admin|member] [--password-stdin]",
  summary: "Adds a person and prints a one-time link that signs them in.",
  words: [1, 1],
  flags: {
    name: { type: "string", summary: "Name as people see it; the log-in name when not given." },
    role: { type: "string", summary: "Role on the server: owner, admin or member (default)." },
    "password-stdin": {
      type: "boolean",
      summary: "Read a password from standard input; without one they come in by links only.",
    },
  },
  async run({ words: [login = ""], flags, settings }) {
    const password = flags["password-stdin"] === true ? await firstLine() : undefined;
    return withServer(settings.load().config, async (reached) => {
      const person = { login, name: flags["name"] ?? login, role: flags["role"], password };
      const { user } = await askLocal<{ user: string }>(reached, "add", person);
      const { code } = await askLocal<{ code: string }>(reached, "link", { user });
      say(
        ...columns([
          ["Id", user],
          ["Link", `${reached.base}/signin#${code}`],
        ]),
      );
      return 0;
    });
  },
};

export const userList: CliCommand = {
  name: "user list",
  usage: "",
  summary: "Lists all people with their roles.",
  words: [0, 0],
  run: ({ settings }) =>
    withServer(settings.load().config, async (reached) => {
      const rows = [["ID", "LOGIN", "ROLE", "NAME"]];
      for await (const { profile, role } of everyone(reached))
        rows.push([profile.id, profile.login ?? "-", role, profile.name]);
      say(...columns(rows));
      return 0;
    }),
};

export const userLink: CliCommand = {
  name: "user link",
  usage: "<id or login>",
  summary: "Prints a one-time link that signs a person in.",
  words: [1, 1],
  run: ({ words: [user], settings }) =>
    withServer(settings.load().config, async (reached) => {
      const { code } = await askLocal<{ code: string }>(reached, "link", { user });
      say(`${reached.base}/signin#${code}`);
      return 0;
    }),
};

type Page = Result<"user.list">;

async function* everyone(reached: Reached): AsyncGenerator<Page["users"][number]> {
  let page: Page | undefined;
  do {
    page = await askLocal<Page>(reached, "list", page?.next === undefined ? {} : { after: page.next });
    yield* page.users;
  } while (page.next !== undefined);
}

async function firstLine(): Promise<string> {
  for await (const line of console) return line;
  throw new StartFault(
    "usage",
    "No password came on standard input.",
    "Try: skein user add ann --password-stdin < file",
  );
}
