import { DeviceInfo, Login, Password, PersonName, ServerRole, UserId } from "@skein/protocol/schema";
import Type from "typebox";
import { Compile, type Validator } from "typebox/compile";
import { Refusal } from "../../kit/refusal.ts";
import { noted } from "../audit/index.ts";
import { createSetupCode, createSignInCode } from "./code.ts";
import { createDevice } from "./device.ts";
import type { Parts } from "./parts.ts";
import { createPerson } from "./person.ts";
import type { Role } from "./tables.ts";

/** Somebody whom an operator adds. Without a password they come in by one-time links. */
export interface AddedPerson {
  readonly name: string;
  readonly role: Role;
  readonly login?: string;
  readonly password?: string;
}

/** What an operator does from the command line; each rejects with a `Refusal`. */
export interface Operator {
  /** Whether the server was set up. */
  hasOwner(): Promise<boolean>;
  /** The code that makes the owner; those made before end. */
  makeSetupCode(): Promise<string>;
  /** The new person's id. `login_taken`, or `invalid` with the path of what does not fit. */
  addPerson(person: AddedPerson): Promise<string>;
  /** The id of the person with this id or log-in name. */
  findPerson(idOrLogin: string): Promise<string | undefined>;
  /** A code that signs one device of the person in, within a week. `not_found` */
  makeSignInCode(user: string): Promise<string>;
  /** The token of a new device of the person. `not_found` */
  makeToken(user: string, device: DeviceInfo): Promise<string>;
  /** How devices are called, by id; signed out ones too, until they are forgotten. */
  deviceNames(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const Added = Compile(
  Type.Object({
    name: PersonName,
    role: ServerRole,
    login: Type.Optional(Login),
    password: Type.Optional(Password),
  }),
);
const Device = Compile(DeviceInfo);
const Id = Compile(UserId);

export function createOperator({ store, people, commit, passwords, random, clock }: Parts): Operator {
  const mustExist = async (user: string) => {
    if (!Id.Check(user) || !(await people.exists(user))) throw new Refusal("not_found");
  };
  return {
    hasOwner: () => store.hasOwner(),
    async makeSetupCode() {
      const { code, rows } = createSetupCode(random);
      await commit.submit({ rows });
      return code;
    },
    async addPerson({ name, role, login, password }) {
      mustFit(Added, {
        name,
        role,
        ...(login === undefined ? {} : { login }),
        ...(password === undefined ? {} : { password }),
      });
      const hash = password === undefined ? {} : { password: await passwords.hash(password) };
      const person = {
        name,
        role,
        origin: "local" as const,
        mayImitate: true,
        ...(login === undefined ? {} : { login }),
        ...hash,
      };
      const { id, rows } = createPerson(person, random, clock.now());
      try {
        const note = { by: undefined, action: "operator.person", target: id, detail: { name, role } };
        await commit.submit({ rows: [...rows, noted(note, random, clock.now())] });
      } catch (fault) {
        if (Refusal.is(fault, "conflict")) throw new Refusal("login_taken");
        throw fault;
      }
      return id;
    },
    async findPerson(idOrLogin) {
      const found = (await store.user(idOrLogin)) ?? (await store.userByLogin(idOrLogin));
      return found?.id;
    },
    async makeSignInCode(user) {
      await mustExist(user);
      const { code, row } = createSignInCode(user, random, clock.now());
      const note = { by: undefined, action: "operator.signin-code", target: user };
      await commit.submit({ rows: [row, noted(note, random, clock.now())] });
      return code;
    },
    async makeToken(user, device) {
      mustFit(Device, device);
      await mustExist(user);
      const { token, rows } = createDevice(user, device, null, random, clock.now());
      const note = { by: undefined, action: "operator.token", target: user, detail: device };
      await commit.submit({ rows: [...rows, noted(note, random, clock.now())] });
      return token;
    },
    deviceNames: (ids) => store.deviceNames(ids),
  };
}

/** What comes from a command line has passed no schema yet. */
function mustFit(schema: Validator, value: unknown): void {
  if (schema.Check(value)) return;
  const [first] = schema.Errors(value);
  throw new Refusal("invalid", { path: first?.instancePath ?? "", ...(first ? { message: first.message } : {}) });
}
