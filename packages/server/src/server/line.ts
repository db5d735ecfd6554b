import { CLOSE } from "@skein/protocol";
import type { Bus } from "../cluster/bus.ts";
import type { Config } from "../config.ts";
import { Choice } from "../flight/choice.ts";
import { FlightRecorder } from "../flight/recorder.ts";
import { tapCommits, tapFollow, tapHeard, tapShare } from "../flight/taps.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { Apply } from "../message/apply.ts";
import { Commit } from "../message/commit.ts";
import { Conversations } from "../message/conversations.ts";
import { Crowds } from "../message/crowds.ts";
import { Cursors } from "../message/cursor.ts";
import { Fanout } from "../message/fanout.ts";
import { Follower } from "../message/follow.ts";
import { BatchHorizon, OwnHorizon } from "../message/horizon.ts";
import type { People } from "../message/people.ts";
import { Recent } from "../message/recent.ts";
import { Resume } from "../message/resume.ts";
import type { Hub } from "../session/hub.ts";
import { Waits } from "../message/waits.ts";
import type { Storage } from "../storage/storage.ts";

interface LineParts {
  readonly storage: Storage;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Config["limits"];
  readonly trace: Config["trace"];
}

/** What messages pass through, from the batch to the outboxes. */
export interface BuiltLine {
  readonly conversations: Conversations;
  readonly recent: Recent;
  readonly apply: Apply;
  readonly fanout: Fanout;
  readonly commit: Commit;
  readonly resume: Resume;
  /** Who waits for changes without a link. */
  readonly waits: Waits;
  /** There where other nodes write to the same store. */
  readonly follower: Follower | undefined;
  /** What becomes of what passes through. */
  readonly recorder: FlightRecorder;
}

/** The part of the object graph that is the line. */
export function buildLine({ storage, bus, hub, people, clock, log, limits, trace }: LineParts): BuiltLine {
  const { follow, identity } = storage;
  const others = follow && { follow, horizon: new BatchHorizon(identity.pos, follow.span, clock) };
  const horizon = others?.horizon ?? new OwnHorizon(identity.pos);
  const cursors = new Cursors(identity.epoch);
  const conversations = new Conversations(storage, limits.conversationsInMemory);
  const recent = new Recent(horizon.position, { changes: limits.recentChanges, bytes: limits.recentBytes });
  const waits = new Waits((person) => recent.heardBy(person), clock);
  recent.onChange((conv) => waits.changed(conv));
  const isMember = (conv: string, user: string) => conversations.peek(conv)?.members.has(user) ?? false;
  const recorder = new FlightRecorder(new Choice(trace.sample, clock, isMember), hub, clock, trace.bytes);
  const crowds = new Crowds(hub);
  hub.watch(crowds);
  const fanout = new Fanout(hub, cursors, horizon, clock, crowds, recorder);
  const apply = new Apply(conversations, recent, fanout, log);
  const follower =
    others &&
    new Follower(tapFollow(others.follow, recorder), bus, tapHeard(apply, recorder), others.horizon, clock, log, () => {
      // memory begins anew, and whoever is here resumes from the store
      apply.missed(others.horizon.position);
      for (const link of [...hub.all()]) link.end(CLOSE.fault.code, "fell behind");
    });
  const share = follower && tapShare(follower.share.bind(follower), recorder, bus);
  const commit = new Commit(tapCommits(storage, recorder, clock), apply, horizon, clock, log, share);
  const catchUp = follower?.catchUp.bind(follower);
  const resume = new Resume(storage, conversations, recent, horizon, people, cursors, catchUp, recorder);
  return { conversations, recent, apply, fanout, commit, resume, waits, follower, recorder };
}
