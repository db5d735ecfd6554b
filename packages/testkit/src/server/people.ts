import type { Core } from "@skein/server";

/** Somebody with a signed-in device. */
export interface TestPerson {
  readonly id: string;
  readonly token: string;
}

export type ServerRole = "owner" | "admin" | "member";

/** People of a server under test, made through the operator's door: no password is hashed, no link is opened. */
export interface TestPeople {
  /** A new person and the token of their first device. The name is the log-in name too, in small letters. */
  person(name: string, role?: ServerRole): Promise<TestPerson>;
  /** The token of another device of a person. */
  device(user: string, name?: string): Promise<string>;
}

export function peopleOf(core: () => Pick<Core, "account">): TestPeople {
  const device = (user: string, name = "test"): Promise<string> =>
    core().account.makeToken(user, { name, platform: "other" });
  return {
    async person(name, role = "member") {
      const id = await core().account.addPerson({ name, role, login: name.toLowerCase() });
      return { id, token: await device(id) };
    },
    device,
  };
}
