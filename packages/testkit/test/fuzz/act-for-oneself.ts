import { type Actions, anyConversation } from "./action.ts";

const FOREVER = Number.MAX_SAFE_INTEGER;

/** What people keep for themselves, and what they are to each other. */
export const FOR_ONESELF: Actions = {
  keep: [
    8,
    (device, world, random, turn) => {
      const conv = anyConversation(device, random);
      if (!conv) return;
      const { client } = device;
      const { head = 0 } = client.conversation(conv).view.get() ?? {};
      client
        .conversation(conv)
        .keep(
          random.pick([
            { pinned: random.pick([0, turn]) },
            { quiet: random.pick([0, FOREVER, world.clock.now + 60_000]) },
            { hidden: random.pick([0, head]) },
            { archived: random.pick([0, head, FOREVER]) },
            { unread: random.chance(0.5) },
            { folders: ["work", "home"].filter(() => random.chance(0.5)) },
          ]),
        );
    },
  ],
  dismiss: [
    1,
    (device, _world, random) => {
      const conv = anyConversation(device, random);
      if (conv) device.client.conversation(conv).dismiss();
    },
  ],
  befriend: [
    6,
    (device, { people }, random) => {
      const user = random.pick(people.filter((one) => one !== device.user));
      device.attempt("befriend", device.client.act("contact.request", { user }));
    },
  ],
  answerFriend: [
    6,
    (device, { people }, random) => {
      const asking = device.client.contacts.requests
        .get()
        .flatMap(({ from, to }) => (to === device.user ? [from] : []));
      const user = random.pick(asking.length > 0 ? asking : people.filter((one) => one !== device.user));
      device.attempt("answerFriend", device.client.act("contact.answer", { user, accept: random.chance(0.8) }));
    },
  ],
  endFriendship: [
    2,
    (device, { people }, random) => {
      const user = random.pick(people.filter((one) => one !== device.user));
      const name = random.pick(["contact.remove", "contact.withdraw"] as const);
      device.attempt("endFriendship", device.client.act(name, { user }));
    },
  ],
  block: [
    3,
    (device, { people }, random) => {
      const user = random.pick(people.filter((one) => one !== device.user));
      const name = random.pick(["contact.block", "contact.unblock", "contact.unblock"] as const);
      device.attempt("block", device.client.act(name, { user }));
    },
  ],
  callByName: [
    3,
    (device, { people }, random, turn) => {
      const user = random.pick(people.filter((one) => one !== device.user));
      const remark = random.chance(0.7) ? { remark: `Remark ${turn}` } : {};
      device.attempt("callByName", device.client.act("contact.remark", { user, ...remark }));
    },
  ],
  choosePrivacy: [
    1,
    (device, _world, random) => {
      const audience = random.pick(["everyone", "everyone", "friends", "nobody"] as const);
      const change = random.pick([{ write: audience }, { add: audience }]);
      device.attempt("choosePrivacy", device.client.call("contact.privacy", change));
    },
  ],
  stream: [
    4,
    (device, { clock }, random, turn) => {
      const conv = anyConversation(device, random);
      if (!conv) return;
      const end = random.weighted({ finish: 6, cancel: 1, nothing: 2 });
      const grow = async (): Promise<void> => {
        const stream = await device.client.conversation(conv).stream();
        for (let piece = 1, most = random.integer(1, 6); piece <= most; piece++) {
          if (!device.running) return;
          stream.write(`${device.name} streams ${turn}.${piece} `);
          await new Promise<void>((resolve) => clock.after(150, resolve));
        }
        if (!device.running || end === "nothing") return;
        await (end === "finish" ? stream.finish() : stream.cancel());
      };
      device.attempt("stream", grow());
    },
  ],
};
