import { expect, test } from "bun:test";
import { Hub, type Listener } from "./hub.ts";

/** A link that ends in the midst of what is delivered to it, as one does whose outbox is full. */
function link(hub: Hub, heard: string[], name: string, ends: boolean): Listener {
  const self: Listener = {
    user: "ann",
    device: name,
    deliver(frame) {
      heard.push(`${name} ${frame}`);
      if (ends) self.end(4001, "slow");
    },
    end() {
      heard.push(`${name} ends`);
      hub.remove(self);
    },
    promote: () => heard.push(`${name} is promoted`),
  };
  return self;
}

test("[SLOW-1][LOG-3] a link that ends while a frame is delivered costs the person's other links nothing", () => {
  const hub = new Hub();
  const heard: string[] = [];
  for (const [name, ends] of [
    ["a", true],
    ["b", false],
    ["c", true],
    ["d", false],
  ] as const)
    hub.add(link(hub, heard, name, ends));
  hub.deliver("ann", "x");
  expect(heard).toEqual(["a x", "a ends", "b x", "c x", "c ends", "d x"]);
  expect(hub.of("ann").map(({ device }) => device)).toEqual(["b", "d"]);
});

test("[DRAIN-1] all links are ended, also several of one person", () => {
  const hub = new Hub();
  const heard: string[] = [];
  for (const name of ["a", "b", "c"]) hub.add(link(hub, heard, name, true));
  for (const each of hub.all()) each.end(4000, "drain");
  expect(heard).toEqual(["a ends", "b ends", "c ends"]);
  expect(hub.people).toBe(0);
});
