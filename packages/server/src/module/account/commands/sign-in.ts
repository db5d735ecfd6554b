import type { DeviceInfo, Result } from "@skein/protocol/schema";
import { command, type Command, type Visitor } from "../../../command/command.ts";
import { fingerprint } from "../../../kit/id.ts";
import { Refusal } from "../../../kit/refusal.ts";
import type { Statement } from "../../../storage/storage.ts";
import { requiredInvite } from "../access.ts";
import { sweepCodes, takeSetupCode, takeSignInCode } from "../code.ts";
import { sweepDevices } from "../device.ts";
import { sweepInvites, takeInvite } from "../invite.ts";
import type { Parts } from "../parts.ts";
import { createPerson } from "../person.ts";
import { signIn } from "../sign-in.ts";
import type { Role } from "../tables.ts";

type SignedIn = Result<"account.signin">;

/** An account as somebody asks for it. */
interface Wanted {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly device?: DeviceInfo;
}

/** Getting in and out: set-up, registration, password, one-time link. */
export function signInCommands(parts: Parts): Command[] {
  const { store, attempts, passwords, settings, clock } = parts;
  const sweep = sweeper(parts);
  return [
    command("account.setup", async (visitor, params) => {
      attempts.from(visitor.address);
      const hash = fingerprint(params.code);
      // looked at before the work of a hash; what counts is the guard in the write
      if (!(await store.hasSetupCode(hash)) || (await store.hasOwner())) throw new Refusal("code_invalid");
      return register(parts, visitor, params, "owner", [takeSetupCode(hash)]);
    }),
    command("account.register", async (visitor, params) => {
      attempts.from(visitor.address);
      const now = clock.now();
      const invite = requiredInvite(settings.registration, params.invite);
      if (invite === undefined) return register(parts, visitor, params, "member", []);
      if (!(await store.invite(invite, now))) throw new Refusal("invite_invalid");
      return register(parts, visitor, params, "member", [takeInvite(invite, now)]);
    }),
    command("account.signin", async (visitor, { login, password, device }) => {
      attempts.from(visitor.address);
      attempts.at(login);
      const person = await store.userByLogin(login);
      if (!(await passwords.matches(password, person?.password)) || !person) throw new Refusal("wrong_credentials");
      return signIn(parts, person.id, { info: device, address: visitor.address }, sweep());
    }),
    command("account.redeem", async (visitor, { code, device }) => {
      attempts.from(visitor.address);
      const hash = fingerprint(code);
      const now = clock.now();
      const person = await store.codeOwner(hash, now);
      if (person === undefined) throw new Refusal("code_invalid");
      return signIn(parts, person, { info: device, address: visitor.address }, [takeSignInCode(hash, now)]);
    }),
  ];
}

/** Makes the person and signs the device in, in one write with what lets them in. */
async function register(
  parts: Parts,
  { address }: Visitor,
  wanted: Wanted,
  role: Role,
  ticket: readonly Statement[],
): Promise<SignedIn> {
  const { store, passwords, random, clock } = parts;
  if (await store.userByLogin(wanted.login)) throw new Refusal("login_taken");
  const password = await passwords.hash(wanted.password);
  const { login, name } = wanted;
  const { id, rows } = createPerson({ login, name, password, role, origin: "local" }, random, clock.now());
  try {
    return await signIn(parts, id, { info: wanted.device, address }, [...ticket, ...rows], true);
  } catch (fault) {
    // the one thing in this write that can be there already
    if (Refusal.is(fault, "conflict")) throw new Refusal("login_taken");
    throw fault;
  }
}

/** How often what is over is cleared away: with a sign-in, as it grows with them. */
const SWEEP = 3_600_000;

function sweeper({ clock }: Parts): () => readonly Statement[] {
  let swept = clock.now();
  return () => {
    const now = clock.now();
    if (now - swept < SWEEP) return [];
    swept = now;
    return [...sweepDevices(now), sweepCodes(now), sweepInvites(now)];
  };
}
