import { CLOSE } from "@skein/protocol";
import type { Bus } from "../cluster/bus.ts";
import type { Config } from "../config.ts";
import type { Clock } from "../kit/clock.ts";
import type { Log } from "../kit/log.ts";
import { Apply } from "../message/apply.ts";
import { Commit } from "../message/commit.ts";
import { Conversations } from "../message/conversations.ts";
import { Cursors } from "../message/cursor.ts";
import { Fanout } from "../message/fanout.ts";
import { Follower } from "../message/follow.ts";
import { BatchHorizon, OwnHorizon } from "../message/horizon.ts";
import type { People } from "../message/people.ts";
import { Recent } from "../message/recent.ts";
import { Resume } from "../message/resume.ts";
import type { Hub } from "../session/hub.ts";
import type { Storage } from "../storage/storage.ts";

interface LineParts {
  readonly storage: Storage;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly people: People;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits: Config["limits"];
}

/** What messages pass through, from the batch to the outboxes. */
export interface BuiltLine {
  readonly conversations: Conversations;
  readonly recent: Recent;
  readonly apply: Apply;
  readonly fanout: Fanout;
  readonly commit: Commit;
  readonly resume: Resume;
  /** There where other nodes write to the same store. */
  readonly follower: Follower | undefined;
}

/** The part of the object graph that is the line. */
export function buildLine({ storage, bus, hub, people, clock, log, limits }: LineParts): BuiltLine {
  const { follow, identity } = storage;
  const others = follow && { follow, horizon: new BatchHorizon(identity.pos, follow.span) };
  const horizon = others?.horizon ?? new OwnHorizon(identity.pos);
  const cursors = new Cursors(identity.epoch);
  const conversations = new Conversations(storage, limits.conversationsInMemory);
  const recent = new Recent(horizon.position, { changes: limits.recentChanges, bytes: limits.recentBytes });
  const fanout = new Fanout(hub, cursors, horizon, clock);
  const apply = new Apply(conversations, recent, fanout, log);
  const follower =
    others &&
    new Follower(others.follow, bus, apply, others.horizon, clock, log, () => {
      // nobody here knows what was missed: memory begins anew, and whoever is here resumes from the store
      conversations.forgetAll();
      recent.restart(others.horizon.position);
      for (const link of [...hub.all()]) link.end(CLOSE.fault.code, "fell behind");
    });
  const commit = new Commit(storage, apply, horizon, clock, log, follower?.share.bind(follower));
  const resume = new Resume(storage, conversations, recent, horizon, people, cursors, follower?.catchUp.bind(follower));
  return { conversations, recent, apply, fanout, commit, resume, follower };
}
