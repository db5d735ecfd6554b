import { createHash } from "node:crypto";
import type { Held } from "../../duty/index.ts";
import { Bucket } from "../../kit/bucket.ts";
import type { Clock } from "../../kit/clock.ts";
import { newId, type RandomBytes } from "../../kit/id.ts";
import type { Log } from "../../kit/log.ts";
import { Lru } from "../../kit/lru.ts";
import type { Tally } from "../../kit/tally.ts";
import type { Commit } from "../../message/commit.ts";
import type { Statement, Storage } from "../../storage/storage.ts";
import type { Attention } from "./attention.ts";
import type { Carriers } from "./carriers.ts";
import type { Notice, Outcome } from "./carrier/carrier.ts";
import { again, done, earliest, failing, forgetDevice, type QueuePlace, take } from "./queue.ts";
import { decide } from "./rules.ts";
import {
  chosenBy,
  nobodysRows,
  pictureFor,
  saidFor,
  situationOf,
  takenRows,
  type Chosen,
  type Said,
  type TakenRow,
} from "./situation.ts";
import { badgeOf } from "./store.ts";
import type { PushTokens } from "./token.ts";
import { tell } from "./words.ts";

/** Tries under way at once. */
const AT_ONCE = 64;
/** While services are asked, it is looked for more so often. ms */
const LOOK = 500;
/** Of what is new nothing is due before the grace is over, so nobody looks more often than that; nor more seldom than this. ms */
const SELDOM = 3_000;
/** Between tries: doubled each time. ms */
const PAUSE = 5_000;
const LONGEST_PAUSE = 600_000;
/** What a service asks to wait for is believed up to an hour. ms */
const LONGEST_WISH = 3_600_000;
/** What could not be told for so long is not told any more. ms */
const LIFE = 86_400_000;
/** A device that took nothing for so long is forgotten. ms */
const GIVEN_UP = 7 * 86_400_000;
/** Notifications of one device: so many at once, then one each two seconds. */
const RATE = { rate: 0.5, burst: 20 } as const;
const DEVICES = 50_000;

/** What was taken, and where that is nothing, in how many ms there may be something. */
interface Taken {
  readonly rows: readonly TakenRow[];
  readonly next: number;
}
const FULL: Taken = { rows: [], next: LOOK };

interface SenderParts {
  readonly storage: Pick<Storage, "query">;
  readonly commit: Pick<Commit, "submit">;
  readonly carriers: Carriers;
  readonly attention: Attention;
  readonly tokens: PushTokens;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  /** By kind of service and what became of it. */
  readonly tally: Tally;
  /** Name of the server, as people see it. */
  readonly server: string;
  /** How long a message waits for somebody to read it elsewhere. ms */
  readonly grace: number;
}

/**
 * Works the queue off: takes what is due, asks the rules, sends, and notes what became of it. What is taken bears the mark of this run
 * before anything is sent; a run that died leaves its mark behind, and the next one takes that again. So nothing is lost, and what was
 * sent just before the death is sent once more, with the same id and collapsing key: it is shown once. [PUSH-3] [PUSH-10] [PUSH-11]
 */
export class Sender {
  readonly #rates = new Lru<string, Bucket>(DEVICES);

  readonly #seldom: number;

  constructor(private readonly is: SenderParts) {
    this.#seldom = Math.max(LOOK, Math.min(SELDOM, is.grace));
  }

  /** Until the duty is lost. */
  async run(held: Held): Promise<void> {
    const { clock, random } = this.is;
    const run = newId(random);
    const underway = new Set<Promise<void>>();
    for (let nth = 1; !held.lost.aborted; nth++) {
      const room = AT_ONCE - underway.size;
      const { rows, next } = room > 0 ? await this.#take(run, nth, room, held) : FULL;
      for (const row of rows) {
        const one = this.#settle(row, held).finally(() => underway.delete(one));
        underway.add(one);
      }
      if (rows.length > 0 && underway.size < AT_ONCE) continue;
      // a hanging service holds up nobody but who waits for it
      const pause = underway.size > 0 ? Math.min(LOOK, next) : next;
      const rest = new Promise<void>((resolve) => clock.after(pause, resolve));
      await unless(held.lost, underway.size >= AT_ONCE ? Promise.race([rest, ...underway]) : rest);
    }
  }

  async #take(run: string, nth: number, most: number, { fence }: Held): Promise<Taken> {
    const { storage, commit, clock } = this.is;
    const now = clock.now();
    const [first] = await storage.query<{ due: number }>(earliest(run));
    if (!first || first.due > now) return { rows: [], next: Math.min(this.#seldom, first ? first.due - now : SELDOM) };
    await commit.submit({ rows: [fence(), take(run, nth, now, most)] });
    const taken = `${run}.${nth}`;
    const rows = await takenRows(storage, taken, now);
    const nobodys = (await nobodysRows(storage, taken)).filter((one) => !rows.some((row) => isSame(row, one)));
    if (nobodys.length > 0) {
      await commit.submit({ rows: [fence(), ...nobodys.flatMap((one) => done(one, one.seq, now))] });
      for (const _one of nobodys) this.is.tally.add("none", "nobody");
    }
    return { rows, next: LOOK };
  }

  /** Never rejects: what cannot be settled bears the mark of this run, and the next run takes it. */
  async #settle(row: TakenRow, held: Held): Promise<void> {
    try {
      const rows = await this.#tried(row, held);
      if (rows && !held.lost.aborted) await this.is.commit.submit({ rows: [held.fence(), ...rows] });
    } catch (fault) {
      if (held.lost.aborted) return;
      this.is.log.warn({ err: fault, device: row.device }, "a notification could not be settled");
      const retry = [held.fence(), again(row, this.is.clock.now() + PAUSE, true)];
      await this.is.commit.submit({ rows: retry }).catch((again: unknown) => {
        this.is.log.debug({ err: again }, "it stays taken until this node has the duty anew");
      });
    }
  }

  /** What to write; undefined where nobody knows what became of it. */
  async #tried(row: TakenRow, { lost }: Held): Promise<readonly Statement[] | undefined> {
    const { storage, clock, attention, tally, grace } = this.is;
    const now = clock.now();
    const { kind } = row;
    const said = await saidFor(storage, row);
    const chosen = chosenBy(row);
    const sight = attention.of(row.person, row.convId);
    const decision = decide(situationOf(row, said, chosen.settings, { now, attention: sight }));
    const over = now >= row.since + LIFE;
    if (decision.do === "drop" || over) {
      tally.add(kind, decision.do === "drop" ? decision.why : "expired");
      return done(row, row.seq, now + grace);
    }
    const pause = decision.do === "wait" ? decision.ms : this.#rateOf(row.device).take(now);
    if (pause > 0 || decision.do === "wait") return [again(row, now + pause, false)];
    const message = said.find(({ seq }) => seq === decision.seq);
    if (!message) throw new Error("a message that was not there");
    const notice = await this.#notice(row, message, chosen, now);
    const outcome = await unless(lost, this.is.carriers.send(row, notice));
    return outcome && this.#became(row, outcome);
  }

  #became(row: TakenRow, outcome: Outcome): readonly Statement[] {
    const { clock, log, tally, grace, random } = this.is;
    const now = clock.now();
    tally.add(row.kind, outcome.is);
    if (outcome.is === "accepted") return [...done(row, row.seq, now + grace), failing(row.device, 0)];
    if (outcome.is === "gone") return forgetDevice(row.device);
    log.debug({ device: row.device, kind: row.kind, why: outcome.why }, "a notification was not taken");
    if (row.failing > 0 && now - row.failing > GIVEN_UP) return forgetDevice(row.device);
    const noted = failing(row.device, now);
    if (outcome.is === "refused") return [...done(row, row.seq, now + grace), noted];
    const doubled = Math.min(PAUSE * 2 ** Math.min(row.tries - 1, 10), LONGEST_PAUSE);
    // spread, so that a service that was away is not asked by everybody at once
    const pause = doubled * (0.5 + (random(1)[0] ?? 0) / 255 / 2);
    return [again(row, now + Math.min(outcome.after ?? pause, LONGEST_WISH), true), noted];
  }

  async #notice(row: TakenRow, said: Said, { settings, preview, language }: Chosen, now: number): Promise<Notice> {
    const { storage, tokens, server } = this.is;
    const { session, convId: conv, convKind, convName, root } = row;
    const { seq, kind, body } = said;
    const group = convKind === "group" ? (convName ?? "") : undefined;
    const sender = said.name ?? undefined;
    const avatar = pictureFor(row, said, preview);
    return {
      ...tell({ preview, language, server, sender, group, kind, body }),
      id: uuidOf(`${row.id} ${conv} ${root} ${seq}`),
      collapse: collapseOf(conv, root),
      ...(avatar !== undefined && { avatar }),
      preview,
      language,
      sound: settings.sounds ?? true,
      badge: await badgeOf(storage, row.person, now),
      place: { conv, root, seq },
      at: said.at,
      token: tokens.make({ is: "act", session, conv, root, seq }, now),
      ttl: Math.max(1, Math.floor((row.since + LIFE - now) / 1000)),
    };
  }

  #rateOf(device: string): Bucket {
    const bucket = this.#rates.get(device) ?? new Bucket(RATE, this.is.clock.now());
    this.#rates.set(device, bucket);
    return bucket;
  }
}

const isSame = (one: QueuePlace, other: QueuePlace): boolean =>
  one.device === other.device && one.conv === other.conv && one.root === other.root;

/** What is awaited; undefined once that is not wanted any more. Leaves nothing behind at the signal, which may live for weeks. */
function unless<T>(signal: AbortSignal, awaited: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const end = (): void => resolve(undefined);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
    awaited.then(resolve, reject).finally(() => {
      signal.removeEventListener("abort", end);
    });
  });
}

/** What later notifications of the same conversation replace; says nothing of it to the service. */
function collapseOf(conv: string, root: number): string {
  return createHash("sha256").update(`${conv} ${root}`).digest("base64url").slice(0, 32);
}

/** The same for the same text. */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The id of a test: each is another one. */
export const newNoticeId = (random: RandomBytes): string => uuidOf(newId(random));
