import type { Client } from "../client.ts";
import { systemClock, type Timer } from "../clock.ts";
import { Cell, type Observable } from "../observable.ts";
import type { LinkFacts } from "./link-facts.ts";
import { type Kept, recordOf } from "./records.ts";

/** As often it is looked at the link, and asked of the tab that has it, ms. */
const LOOK = 1_000;
/** What another tab told holds so long, ms; it may be gone, or of an older version of the page. */
const HOLDS = 5_000;

/** What the parts of the lab have of a client. */
export function keptOf(client: Client): Kept {
  const { background, clock } = client["engine"];
  return recordOf(background, clock);
}

/**
 * The link of a client as it is now, and what it has carried. While somebody listens the round trip is measured every 3 s by a beat; a tab
 * that uses the link of another one shows that one's, with `seat: "follows"`, and no `link` where that one does not tell.
 *
 * @example const link = watchLink(client); link.subscribe(() => draw(link.get()));
 */
export function watchLink(client: Client): Observable<LinkFacts> {
  const { record, tabs } = keptOf(client);
  let theirs: { readonly facts: LinkFacts; readonly at: number } | undefined;
  const read = (): LinkFacts => {
    const own = record.facts.get();
    if (own.seat !== "follows") return own;
    if (!theirs || systemClock.now() - theirs.at > HOLDS) return { ...own, trips: [], ends: [] };
    return { ...theirs.facts, seat: "follows" };
  };
  const cell = new Cell(read());
  const show = (): void => {
    const now = read();
    const same = cell.get();
    // each look makes a new copy of what another tab told
    if (now.seat !== "follows" || now.since !== same.since || now.seat !== same.seat || theirs?.at !== shownAt)
      cell.set(now);
    shownAt = theirs?.at;
  };
  let shownAt: number | undefined;
  let listeners = 0;
  let timer: Timer | undefined;
  let end = (): void => undefined;
  const look = (): void => {
    if (record.seat === "follows") tabs.ask();
    else record.look();
    show();
    timer = systemClock.after(LOOK, look);
  };
  const begin = (): void => {
    tabs.listen((facts) => {
      theirs = { facts, at: systemClock.now() };
      show();
    });
    end = record.facts.subscribe(show);
    look();
  };
  return {
    get: () => {
      if (listeners === 0) show();
      return cell.get();
    },
    subscribe: (listener) => {
      const stop = cell.subscribe(listener);
      listeners += 1;
      if (listeners === 1) begin();
      let over = false;
      return () => {
        if (over) return;
        over = true;
        stop();
        listeners -= 1;
        if (listeners > 0) return;
        timer?.cancel();
        end();
        tabs.listen(undefined);
      };
    },
  };
}
