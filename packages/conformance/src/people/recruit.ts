import type { Options } from "../options.ts";
import { asUnready, Unready } from "../unready.ts";
import type { Person, Sources } from "./person.ts";
import { given, registering, signing } from "./sources.ts";
import type { Asker } from "./troupe.ts";

/** How often an invitation that the suite makes may be used. */
const USES = 500;

/** Where people come from, and what is to be taken back in the end. */
export interface Recruiting extends Sources {
  readonly admin: Person | undefined;
  /** Ends the invitation that was made for it; what stays all the same, in words. */
  done(): Promise<string[]>;
}

/** Finds out who can act. Rejects with {@link Unready} where nobody can. */
export async function recruit(options: Options, registration: string, asker: Asker): Promise<Recruiting> {
  const { hostApp, tokens, adminToken } = options;
  const admin = adminToken === undefined ? undefined : await personOf(adminToken, asker);
  const people = await Promise.all(tokens.map((token) => personOf(token, asker)));
  const made = options.invite === undefined && registration === "invite" ? await invitation(admin, asker) : undefined;
  const invite = options.invite ?? made;
  const registrar = registration === "open" || invite !== undefined ? registering(asker(), invite) : undefined;
  const actors = tokens.length > 0 ? given(people) : hostApp ? signing(hostApp) : registrar;
  if (!actors) {
    throw new Unready(
      `Nobody can act here: registration is "${registration}". Give --invite, --admin-token, --host-secret, or --token five times.`,
    );
  }
  return {
    admin,
    actors,
    registrar,
    async done() {
      if (made === undefined) return [];
      const ended = await asker(admin)
        .request("invite.revoke", { code: made })
        .catch(() => undefined);
      return ended?.type === "ok" ? [] : ["an invitation for a day"];
    },
  };
}

async function invitation(admin: Person | undefined, asker: Asker): Promise<string | undefined> {
  if (!admin) return undefined;
  const { invite } = await asker(admin)
    .ask("invite.create", { uses: USES, days: 1 })
    .catch((fault: unknown) => asUnready(fault));
  return invite.code;
}

async function personOf(token: string, asker: Asker): Promise<Person> {
  const me = await asker({ id: "", token })
    .ask("account.get", {})
    .catch((fault: unknown) => asUnready(fault));
  return { id: me.profile.id, token };
}
