import type { LinkEnd, LinkFacts } from "@skein/client/lab";
import { Button, useClient, useConnection, useFormats, useNow } from "@skein/react";
import type { ReactNode } from "react";
import { amountsOf, median } from "./amounts.ts";
import { breaksOf, toldEnds } from "./breaks.ts";
import { Part } from "./part.tsx";
import type { LabTexts } from "./text/en.ts";
import { TripLine } from "./trip-line.tsx";
import { useLabTexts } from "./use-lab-texts.ts";

/** The living link: what carries it, how it does, what became of those before it. */
export function Now({ facts }: { readonly facts: LinkFacts }) {
  const texts = useLabTexts();
  const formats = useFormats();
  const now = useNow(1_000);
  const amounts = amountsOf(formats.locale);
  const { link, trips, beats, ends, up, down, seat, tries, beginsWith } = facts;
  const usual = median(trips.map(({ ms }) => ms));
  const latest = trips.at(-1)?.ms;
  const { interval, by, asked, askedAt } = beats;
  return (
    <Part title={texts.now}>
      <State facts={facts} />
      {seat === "leads" && <p className="lab-words">{texts.leads}</p>}
      {seat === "follows" && <p className="lab-words">{link ? texts.follows : texts.followsSilent}</p>}
      {beginsWith && beginsWith !== "own" && <p className="lab-words">{texts.beginsWith(texts.by[beginsWith])}</p>}
      {(["websocket", "sse", "long-poll"] as const).map((way) => {
        const one = tries[way];
        if (one?.result !== "refused" && one?.result !== "silent") return null;
        return (
          <p key={way} className="lab-words">
            {texts.tries[one.result](texts.ways[way], formats.time(one.at))}
          </p>
        );
      })}
      {(seat !== "follows" || link) && (
        <>
          <dl className="lab-facts">
            {link && (
              <>
                <Fact name={texts.facts.address}>
                  <bdi>{new URL(link.url).host}</bdi>
                </Fact>
                <Fact name={texts.facts.since}>
                  {texts.sinceFor(formats.time(link.at), amounts.lasting(now - link.at))}
                </Fact>
                <Fact name={texts.facts.opening}>{amounts.ms(link.tookMs)}</Fact>
              </>
            )}
            <Fact name={texts.facts.trip}>
              {latest === undefined || usual === undefined
                ? texts.notYet
                : texts.trip(amounts.ms(latest), amounts.ms(usual))}
            </Fact>
            {interval !== undefined && (
              <Fact name={texts.facts.beats}>
                {(by === "server" ? texts.serverAsks : texts.clientAsks)(amounts.lasting(interval))}
                {by === "server" &&
                  ` · ${texts.asked(asked, askedAt === undefined ? undefined : formats.time(askedAt))}`}
              </Fact>
            )}
            <Fact name={texts.facts.down}>{texts.amount(down.frames, amounts.bytes(down.bytes))}</Fact>
            <Fact name={texts.facts.up}>{texts.amount(up.frames, amounts.bytes(up.bytes))}</Fact>
            <Fact name={texts.facts.breaks}>{formats.number(breaksOf(ends).length)}</Fact>
          </dl>
          <TripLine trips={trips} />
          <p className="lab-fine">{texts.countedSince(formats.time(facts.since))}</p>
          <Breaks ends={toldEnds(ends)} />
        </>
      )}
    </Part>
  );
}

/** Where the link stands, in a line. */
function State({ facts: { link } }: { readonly facts: LinkFacts }) {
  const texts = useLabTexts();
  const client = useClient();
  const { phase, retryAt } = useConnection();
  const now = useNow(1_000);
  const seconds = retryAt === undefined ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1_000));
  return (
    <div className="lab-state" data-phase={phase} role="status">
      <span className="lab-dot" aria-hidden="true" />
      {phase === "online" ? (
        <strong>{link ? texts.over(texts.by[link.way]) : texts.phases.online}</strong>
      ) : phase === "waiting" ? (
        <>
          {/* seconds that tick are not read aloud each second */}
          <strong aria-live="off">{navigator.onLine ? texts.waiting(seconds) : texts.noNetwork}</strong>
          <Button look="quiet" onClick={() => client.reconnect()}>
            {texts.tryNow}
          </Button>
        </>
      ) : (
        <strong>{texts.phases[phase]}</strong>
      )}
    </div>
  );
}

function Breaks({ ends }: { readonly ends: readonly LinkEnd[] }) {
  const texts = useLabTexts();
  const formats = useFormats();
  const amounts = amountsOf(formats.locale);
  if (ends.length === 0) return null;
  return (
    <>
      <h4 className="lab-sub">{texts.breaks}</h4>
      <ol className="lab-breaks">
        {ends
          .slice(-5)
          .toReversed()
          .map((end) => (
            <li key={`${end.at} ${end.way}`}>
              <span>{reasonOf(texts, end)}</span>
              <span className="lab-fine">
                {texts.lasted(texts.by[end.way], amounts.lasting(end.lasted))} · {formats.time(end.at)}
              </span>
            </li>
          ))}
      </ol>
    </>
  );
}

/** Why a link ended, as it is said to people; by what this page meant, and else by the close code. */
function reasonOf({ reasons }: LabTexts, { code, reason, by }: LinkEnd): string {
  const meant: Readonly<Record<string, keyof Omit<LabTexts["reasons"], "other">>> = {
    silent: "silent",
    asleep: "asleep",
    token: "token",
    "a better way": "better",
    "dial again": "again",
    "too slow": "slow",
    drain: "drain",
  };
  const known = by === "here" || code >= 4_000 ? meant[reason] : undefined;
  if (known) return reasons[known];
  return code === 1006 ? reasons.cut : reasons.other(code);
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
