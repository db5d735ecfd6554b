import { type Check, isFor, type Section } from "./check.ts";
import { now } from "./clock.ts";
import { Failure, Refused, Skipped } from "./expect.ts";
import { DEFAULTS, type Options } from "./options.ts";
import type { Person } from "./people/person.ts";
import { given, registering, signing } from "./people/sources.ts";
import { type Asker, Troupe } from "./people/troupe.ts";
import type { Outcome, Report } from "./report.ts";
import { SECTIONS } from "./section/index.ts";
import { carried } from "./section/23-links-over-requests.ts";
import { Stage } from "./stage.ts";
import type { Way } from "./wire/carrier.ts";
import { HttpActor } from "./wire/http.ts";

/** Checks that wait for something that only time brings, beside all others. */
const SLOW_PATIENCE = 60_000;

/** The server could not be looked at: it is not there, or nobody can act. */
export class Unready extends Error {
  override readonly name = "Unready";
}

/**
 * Looks whether a server keeps the protocol. Rejects with {@link Unready} where nothing can be said.
 *
 * @param told of each check as it ends
 * @example const report = await conform({ urls: ["http://localhost:7300"] });
 */
export async function conform(
  some: Partial<Options> & Pick<Options, "urls">,
  told: (outcome: Outcome) => void = () => undefined,
): Promise<Report> {
  const options: Options = { ...DEFAULTS, ...some };
  const begun = now();
  let turn = 0;
  const address = (): string => options.urls[turn++ % options.urls.length] ?? "";
  const asker: Asker = (person) => new HttpActor(person?.id ?? "", person?.token, address(), options.patience);
  const server = await serverOf(asker);
  const admin = options.adminToken === undefined ? undefined : await personOf(options.adminToken, asker);
  const sources = await sourcesOf(options, server.registration, admin, asker);
  const troupe = await Troupe.gather(sources, asker, admin).catch(asUnready);
  const outcomes: Outcome[] = [];
  const make = async (section: Section, check: Check, way: Way): Promise<void> => {
    const patience = check.slow ? SLOW_PATIENCE : options.patience;
    // what one node has answered another one may hear of a moment later: only what is heard goes over all of them
    const one = address();
    const addresses = check.over === "heard" || section === carried ? address : () => one;
    const stage = new Stage(addresses, way, troupe, patience, options.urls.length, options.hostSecret);
    const outcome = { ...(await outcomeOf(check, stage)), section: section.number, way };
    outcomes.push(outcome);
    told(outcome);
  };
  let left: string[] = [];
  try {
    const chosen = choice(options);
    const slow = chosen.filter(({ check }) => check.slow).map(({ section, check, way }) => make(section, check, way));
    for (const { section, check, way } of chosen) if (!check.slow) await make(section, check, way);
    await Promise.all(slow);
  } finally {
    left = await troupe.leave();
  }
  return { server, people: sources.actors.how, ms: now() - begun, outcomes, left };
}

interface Chosen {
  readonly section: Section;
  readonly check: Check;
  readonly way: Way;
}

function choice({ ways, sections, rules, quick }: Options): Chosen[] {
  return ways.flatMap((way, at) =>
    SECTIONS.filter(({ number }) => sections.length === 0 || sections.includes(number)).flatMap((section) =>
      section.checks
        .filter((check) => isFor(check, way, at === 0) && !(quick && check.slow))
        .filter((check) => rules.length === 0 || check.rules.some((rule) => rules.includes(rule)))
        .map((check) => ({ section, check, way })),
    ),
  );
}

async function outcomeOf(check: Check, stage: Stage): Promise<Omit<Outcome, "section" | "way">> {
  const { rules, title } = check;
  const begun = now();
  const is = (result: Outcome["result"], more: Partial<Outcome> = {}) => ({
    ...more,
    rules,
    title,
    result,
    ms: now() - begun,
  });
  try {
    await check.run(stage);
    return is("pass");
  } catch (fault) {
    if (fault instanceof Skipped) return is("skipped", { reason: fault.message });
    if (fault instanceof Failure) {
      return is("fail", { reason: fault.message, expected: fault.expected, seen: fault.seen });
    }
    if (fault instanceof Refused) return is("fail", { reason: fault.message, expected: "ok", seen: fault.error });
    return is("fail", { reason: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) });
  } finally {
    stage.close();
  }
}

async function serverOf(asker: Asker) {
  try {
    const { name, version, registration } = await asker().ask("server.info", {});
    return { name, version, registration };
  } catch (fault) {
    return asUnready(fault);
  }
}

async function personOf(token: string, asker: Asker): Promise<Person> {
  const stranger: Person = { id: "", token };
  const me = await asker(stranger).ask("account.get", {}).catch(asUnready);
  return { id: me.profile.id, token };
}

/** Where people come from: those who act in most checks, and those who need a password. */
async function sourcesOf(options: Options, registration: string, admin: Person | undefined, asker: Asker) {
  const { hostSecret, tokens } = options;
  const invite = options.invite ?? (await invitation(registration, admin, asker));
  const registrar = registration === "open" || invite !== undefined ? registering(asker(), invite) : undefined;
  const people = await Promise.all(tokens.map((token) => personOf(token, asker)));
  const actors = tokens.length > 0 ? given(people) : hostSecret === undefined ? registrar : signing(hostSecret);
  if (actors) return { actors, registrar };
  throw new Unready(
    `Nobody can act here: registration is "${registration}". Give --invite, --admin-token, --host-secret, or --token five times.`,
  );
}

/** One that works often enough, where an admin can make it. */
async function invitation(registration: string, admin: Person | undefined, asker: Asker): Promise<string | undefined> {
  if (!admin || registration !== "invite") return undefined;
  const { invite } = await asker(admin).ask("invite.create", { uses: 500, days: 1 }).catch(asUnready);
  return invite.code;
}

function asUnready(fault: unknown): never {
  if (fault instanceof Unready) throw fault;
  throw new Unready(fault instanceof Error ? fault.message : String(fault), { cause: fault });
}
