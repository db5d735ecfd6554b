import { type Action, type Actions, anyConversation, isText, onLine } from "./action.ts";

const poll: Action = (device, world, random, turn) => {
  const conv = anyConversation(device, random);
  if (!conv) return;
  world.polls.push(conv);
  const some = {
    ...(random.chance(0.4) && { multiple: true as const }),
    ...(random.chance(0.3) && { anonymous: true as const }),
  };
  device.client
    .conversation(conv)
    .say("poll", { question: `${device.name} asks ${turn}`, options: ["one", "two", "three"], ...some });
};

/** What is done to messages beyond reacting, editing and taking back. */
export const ON_MESSAGES: Actions = {
  poll: [5, poll],
  vote: [
    16,
    (device, world, random) =>
      onLine(
        device,
        world,
        random,
        ({ kind }) => kind === "poll",
        (conversation, seq, { body }) => {
          const multiple = (body as { readonly multiple?: true }).multiple === true;
          const chosen = multiple ? [0, 1, 2].filter(() => random.chance(0.4)) : [random.integer(0, 2)];
          conversation.vote(seq, random.chance(0.1) ? [] : chosen);
        },
        world.polls,
      ),
  ],
  closePoll: [
    3,
    (device, world, random) =>
      onLine(
        device,
        world,
        random,
        ({ kind }) => kind === "poll",
        (conversation, seq) => {
          conversation.closePoll(seq);
        },
        world.polls,
      ),
  ],
  pin: [
    8,
    (device, world, random) =>
      onLine(device, world, random, isText, (conversation, seq) => {
        conversation.pin(seq, random.chance(0.7));
      }),
  ],
  mention: [
    10,
    (device, { people }, random, turn) => {
      const conv = anyConversation(device, random);
      if (!conv) return;
      const all = random.chance(0.25);
      const named = people.filter(() => random.chance(0.4));
      device.write(conv, `${device.name} means ${turn}`, {
        ...(named.length > 0 && { users: named }),
        ...(all && { all }),
      });
    },
  ],
  mentionAnew: [
    4,
    (device, world, random, turn) =>
      onLine(
        device,
        world,
        random,
        (item) => isText(item) && item.from === device.user,
        ({ id }, seq) => {
          device.edit(id, seq, `${device.name} means other ${turn}`, { users: [random.pick(world.people)] });
        },
      ),
  ],
  replyInThread: [
    10,
    (device, world, random, turn) =>
      onLine(device, world, random, isText, (conversation, root) => {
        const users = random.chance(0.3) ? [random.pick(world.people)] : [];
        const text = `${device.name} replies ${turn}`;
        const body = { text, thread: { root }, ...(users.length > 0 && { mentions: { users } }) };
        if (random.chance(0.7)) conversation.say("text", body);
        else device.once("replyInThread", "message.send", { conv: conversation.id, kind: "text", body });
      }),
  ],
  readThread: [
    5,
    (device, world, random) =>
      onLine(device, world, random, isText, (conversation, root) => {
        const { head = 0 } = conversation.view.get() ?? {};
        const read = random.integer(root, Math.max(root, head));
        const on = random.chance(0.5);
        const marks = random.chance(0.7);
        const acts = async (): Promise<void> => {
          const thread = await conversation.thread(root);
          if (marks) thread.markRead(read);
          else thread.follow(on);
        };
        device.attempt("readThread", acts());
      }),
  ],
  star: [
    6,
    (device, world, random) =>
      onLine(device, world, random, isText, (conversation, seq) => {
        conversation.star([seq], random.chance(0.7));
      }),
  ],
  removeForMe: [
    3,
    (device, world, random) =>
      onLine(device, world, random, isText, (conversation, seq) => {
        device.removed.add(`${conversation.id} ${seq}`);
        conversation.removeForMe([seq]);
      }),
  ],
  forward: [
    3,
    (device, world, random) =>
      onLine(device, world, random, isText, ({ id }, seq) => {
        const to = anyConversation(device, random);
        if (to)
          device.once("forward", "message.forward", { conv: id, seqs: [seq], to: [to], merged: random.chance(0.3) });
      }),
  ],
};
