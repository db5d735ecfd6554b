import { ClockFace, SeededRandom, SimCarrier, VirtualClock } from "@skein/testkit";
import { expect, test } from "bun:test";
import { Hub, type Listener } from "./hub.ts";
import { Roll } from "./roll.ts";

/** Two nodes, each with its own machine's clock; what the first one tells of people on the other. */
function twoNodes() {
  const clock = new VirtualClock();
  const carrier = new SimCarrier(clock, new SeededRandom(1));
  const told: string[] = [];
  const node = (name: string) => {
    const face = new ClockFace(clock);
    const hub = new Hub();
    const roll = new Roll(carrier.join(name, face.server), hub, face.server, {
      arrived: (user) => told.push(`${name}: ${user} came`),
      left: (user) => told.push(`${name}: ${user} went`),
    });
    hub.watch(roll);
    roll.start();
    return { face, hub, roll };
  };
  return { clock, carrier, told, one: node("n1"), two: node("n2") };
}

function linkOf(user: string): Listener {
  const nothing = (): undefined => undefined;
  return { user, device: "d1", deliver: nothing, end: nothing, promote: nothing };
}

test("[PRES-1] whoever is on a node that dies is told as gone after its silence", async () => {
  const { clock, told, two } = twoNodes();
  two.hub.add(linkOf("bob"));
  await clock.advance(3_000);
  two.face.stop();
  await clock.advance(5_000);
  expect(told).toEqual(["n1: bob came"]);
  await clock.advance(6_000);
  expect(told).toEqual(["n1: bob came", "n1: bob went"]);
});

test("[PRES-1] a node that stood still itself, or whose clock was set, calls nobody gone for it", async () => {
  const { clock, told, one, two } = twoNodes();
  two.hub.add(linkOf("bob"));
  await clock.advance(3_000);
  one.face.jump(60_000);
  await clock.advance(20_000);
  expect(told).toEqual(["n1: bob came"]);
  one.face.jump(-60_000);
  await clock.advance(20_000);
  two.face.stop();
  await clock.advance(11_000);
  expect(told).toEqual(["n1: bob came", "n1: bob went"]);
});
