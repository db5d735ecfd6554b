import type { CommandName, Params, Result } from "@skein/protocol/schema";
import type { Bus } from "../cluster/bus.ts";
import type { Caller, Command } from "../command/command.ts";
import type { Dispatch } from "../command/dispatch.ts";
import type { Config } from "../config.ts";
import type { Duties } from "../duty/index.ts";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import type { Outside } from "../kit/outside.ts";
import { createAccount, type createPeople, pinyinOf, type Account, type Erasing } from "../module/account/index.ts";
import { chatCommands } from "../module/chat/index.ts";
import { type Contacts, createContacts } from "../module/contact/index.ts";
import { type Avatars, createFiles, eraseAvatar, eraseFiles, type FileAnswers } from "../module/file/index.ts";
import { groupCommands, leaveAll } from "../module/group/index.ts";
import { hearSince, keepCommands } from "../module/keep/index.ts";
import { messageCommands } from "../module/message/index.ts";
import { createModeration, createModerationRule } from "../module/moderation/index.ts";
import { pinCommands } from "../module/pin/index.ts";
import { erasePacks } from "../module/sticker/index.ts";
import { type SearchIndex, searchCommands } from "../module/search/index.ts";
import { createPush, type Push, type PushKeys } from "../module/push/index.ts";
import { threadCommands } from "../module/thread/index.ts";
import { Presence } from "../session/presence.ts";
import type { Hub } from "../session/hub.ts";
import type { BlobStore } from "../storage/blob/blob.ts";
import type { Storage } from "../storage/storage.ts";
import { fileLimits } from "./blobs.ts";
import { buildKinds } from "./kinds.ts";
import type { BuiltLine } from "./line.ts";
import { buildOthers } from "./others.ts";
import { buildReading } from "./reading.ts";
import { doRules, sendRules } from "./send-rules.ts";

interface RoomParts {
  readonly blobs: BlobStore;
  readonly config: Config;
  readonly storage: Storage;
  readonly bus: Bus;
  readonly hub: Hub;
  readonly people: ReturnType<typeof createPeople>;
  readonly line: BuiltLine;
  readonly duties: Duties;
  readonly search: SearchIndex;
  readonly outside: Outside;
  /** The secret of host-app sign-in by HS256, the same on all nodes. */
  readonly hostSecret: string | undefined;
  readonly pushKeys: PushKeys;
  /** Answers commands; there once all rows are. */
  readonly dispatch: () => Dispatch;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
}

/** What the rooms of the product bring. */
interface BuiltRooms {
  readonly account: Account;
  /** What nodes tell each other beside the log. */
  readonly others: ReturnType<typeof buildOthers>;
  readonly commands: readonly Command[];
  readonly files: FileAnswers;
  readonly push: Push;
  /** Finishes what the rooms began. */
  close(): Promise<void>;
}

/** The rooms of the product, on the line: who they are, what they may say, what is done to it. */
export function buildRooms({
  config,
  blobs,
  storage,
  bus,
  hub,
  people,
  line,
  duties,
  search,
  outside,
  hostSecret,
  pushKeys,
  dispatch,
  clock,
  random,
  log,
}: RoomParts): BuiltRooms {
  const { limits } = config;
  const { conversations, commit, fanout, resume } = line;

  // what may be said
  const order = createModerationRule(storage);
  const maySay: Contacts["maySay"] = (saying) => contacts.maySay(saying);
  const { rule, named } = order;
  const rules = sendRules({ storage, people, order: rule, named, maySay, previewed: (said) => kinds.previewed(said) });
  const doing = doRules({ ofDoing: order.ofDoing, maySay });
  const sending = { conversations, commit, people, clock, rules, doing, storage };
  const { reading, forgets } = buildReading({ storage, conversations, people });

  // who, and what they do
  const erasing: Erasing = {
    leave: (caller) => leaveAll(storage, groups, caller),
    rows: (person) => [...contacts.erase(person), ...erasePacks(person), ...eraseAvatar(person), eraseFiles(person)],
    after: (person) => contacts.clear(person),
  };
  const avatars: Avatars = { put: (...asked) => files.avatars.put(...asked) };
  const account = createAccount({
    ...{ storage, commit, avatars, people, hub, bus, clock, random, log, config, hostSecret, erasing },
  });
  const presence = new Presence(hub, clock, account.keepSeen, (user) => others.isHere(user));
  const others = buildOthers({ bus, hub, clock, fanout, conversations, presence, rate: limits.personRate });
  const [{ events }, { lastSeen }] = [others, account];
  const resight = (person: string): Promise<void> => presence.resight(person, contacts.seers);
  const contacts = createContacts({ storage, people, commit, clock, random, log, pinyinOf, lastSeen, resight });
  hub.watch(presence);
  const { state } = order;
  const moderation = createModeration({ storage, commit, reading, hub, clock, random, log, account, state, forgets });
  const { limiter } = others;
  const files = createFiles({ line: sending, reading, blobs, random, log, limiter, limits: fileLimits(config) });
  duties.repeat(files.sweeping);
  const kinds = buildKinds({
    ...{ line: sending, reading, events, clock, random, log, outside, duties },
    adopt: (bytes, name) => files.adopt(bytes, name),
    previews: config.previews.enabled,
  });
  const groups = groupCommands({ line: sending, reading, random, avatars, most: limits.groupMembers });
  const push = createPush({
    ...{ line: sending, storage, duties, bus, clock, random, log, config, outside, keys: pushKeys },
    ask: async <N extends CommandName>(caller: Caller, name: N, params: Params<N>) =>
      JSON.parse(await dispatch().run(caller, name, params)) as Result<N>,
  });
  const commands = [
    ...account.commands,
    ...moderation.commands,
    ...messageCommands({ line: sending, reading, recallWindow: config.messages.recallWindow, forgets }),
    ...chatCommands({ line: sending, reading, events, resume, presence, seen: contacts, mayWrite: contacts.mayWrite }),
    ...pinCommands(sending, reading),
    ...threadCommands(sending, reading),
    ...groups,
    ...keepCommands(sending, reading),
    ...contacts.commands,
    ...kinds.commands,
    ...files.commands,
    ...searchCommands(search, reading),
    ...push.commands,
  ];

  // what other nodes wrote concerns them too
  line.apply.onTell(account.hear, account.forget);
  line.apply.onTell(contacts.hear, contacts.forget);
  line.apply.onTell(hearSince(conversations), () => undefined);
  line.apply.onTell(moderation.hear, moderation.forget);
  return {
    account,
    others,
    commands,
    files: files.answers,
    push,
    async close() {
      await kinds.close();
      await files.close();
      await contacts.close();
      await account.close();
      await moderation.close();
    },
  };
}
