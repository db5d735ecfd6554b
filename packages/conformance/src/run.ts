import type { Check, Section } from "./check.ts";
import { choice } from "./choice.ts";
import { now } from "./clock.ts";
import { Failure, meanwhile, Refused, Skipped } from "./expect.ts";
import { DEFAULTS, type Options } from "./options.ts";
import { recruit } from "./people/recruit.ts";
import { type Asker, Troupe } from "./people/troupe.ts";
import type { Outcome, Report } from "./report.ts";
import { carried } from "./section/23-links-over-requests.ts";
import { Stage } from "./stage.ts";
import { asUnready, Unready } from "./unready.ts";
import type { Way } from "./wire/carrier.ts";
import { HttpActor } from "./wire/http.ts";

/** Checks that wait for something that only time brings, beside all others. */
const SLOW_PATIENCE = 60_000;

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
  const chosen = choice(options);
  const begun = now();
  let turn = 0;
  const address = (): string => options.urls[turn++ % options.urls.length] ?? "";
  const asker: Asker = (person) => new HttpActor(person?.id ?? "", person?.token, address(), options.patience);
  const server = await serverOf(asker, options.urls.join(", "));
  const recruiting = await recruit(options, server.registration, asker);
  const troupe = await Troupe.gather(recruiting, asker, recruiting.admin).catch((fault: unknown) =>
    asUnready(fault, `, asked by people ${recruiting.actors.how}`),
  );
  const outcomes: Outcome[] = [];
  const make = async (section: Section, check: Check, way: Way): Promise<void> => {
    const patience = check.slow ? SLOW_PATIENCE : options.patience;
    // what one node has answered another one may hear of a moment later: only what is heard goes over all of them
    const one = address();
    const addresses = check.over === "heard" || section === carried ? address : () => one;
    const stage = new Stage(addresses, way, troupe, patience, options.urls.length, options.hostApp);
    const outcome = { ...(await outcomeOf(check, stage)), section: section.number, way };
    outcomes.push(outcome);
    told(outcome);
    // what no longer answers at all would fail each check that is left, slowly
    if (outcome.result === "fail") await serverOf(asker, one);
  };
  let left: string[] = [];
  try {
    const slow = chosen.filter(({ check }) => check.slow);
    const waiting = meanwhile(Promise.all(slow.map(({ section, check, way }) => make(section, check, way))));
    for (const { section, check, way } of chosen) if (!check.slow) await make(section, check, way);
    await waiting;
  } finally {
    left = [...(await troupe.leave()), ...(await recruiting.done())];
  }
  return { server, people: recruiting.actors.how, ms: now() - begun, outcomes, left };
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

async function serverOf(asker: Asker, address: string) {
  try {
    const { name, version, registration } = await asker().ask("server.info", {});
    return { name, version, registration };
  } catch (fault) {
    const { message, cause } = fault as Error;
    const why = cause instanceof Error ? `${message} (${cause.message})` : message;
    throw new Unready(`${address} does not answer as a Skein server does: ${why}`, { cause: fault });
  }
}
