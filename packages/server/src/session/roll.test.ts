import { expect, test } from "bun:test";
import { ClockFace, SeededRandom, SimCarrier, VirtualClock } from "@skein/testkit";
import { Hub, type Listener } from "./hub.ts";
import { Roll } from "./roll.ts";

const HOUR = 3_600_000;

const link = (user: string): Listener => ({
  user,
  device: "phone",
  deliver: () => undefined,
  end: () => undefined,
  promote: () => undefined,
});

/** Two nodes; Ann is on the first one, and what the second hears of her is told. */
async function annElsewhere() {
  const clock = new VirtualClock();
  const carrier = new SimCarrier(clock, new SeededRandom(1));
  const told: string[] = [];
  const [one, two] = ["n1", "n2"].map((name) => {
    const face = new ClockFace(clock);
    const hub = new Hub();
    const roll = new Roll(carrier.join(name, face.server), hub, face.server, {
      arrived: (user) => name === "n2" && told.push(`${user} came`),
      left: (user) => name === "n2" && told.push(`${user} went`),
    });
    hub.watch(roll);
    roll.start();
    return { face, hub, roll };
  });
  if (!one || !two) throw new Error("two nodes were to be made");
  one.hub.add(link("ann"));
  await clock.advance(100);
  return { clock, carrier, one, two, told };
}

test("[PRES-1] a node that died takes its people with it, also where the clock of another was set back meanwhile", async () => {
  const { clock, carrier, one, two, told } = await annElsewhere();
  await clock.advance(10_000);
  two.face.jump(-HOUR);
  one.face.stop();
  carrier.died("n1");
  await clock.advance(5_000);
  expect(told).toEqual(["ann came"]);
  await clock.advance(5_000);
  expect(told).toEqual(["ann came", "ann went"]);
  expect(two.roll.isHere("ann")).toBe(false);
});

test("[PRES-1] nobody goes because a clock was set forward", async () => {
  const { clock, two, told } = await annElsewhere();
  await clock.advance(9_000);
  two.face.jump(HOUR);
  await clock.advance(60_000);
  expect(told).toEqual(["ann came"]);
});

test("[PRES-1] words that were lost are found out and asked for", async () => {
  const { clock, carrier, one, two, told } = await annElsewhere();
  carrier.weather = { latency: 1, jitter: 0, lost: 1 };
  one.hub.add(link("bob"));
  await clock.advance(1_000);
  carrier.heal();
  await clock.advance(10_000);
  expect(told).toEqual(["ann came", "bob came"]);
  expect(two.roll.isHere("bob")).toBe(true);
});

test("[PRES-1] a node that hears nothing calls nobody gone for it", async () => {
  const { clock, carrier, two, told } = await annElsewhere();
  carrier.cut("n2", 0);
  await clock.advance(60_000);
  expect(told).toEqual(["ann came"]);
  expect(two.roll.isHere("ann")).toBe(true);
  carrier.mend("n2");
  await clock.advance(20_000);
  expect(told).toEqual(["ann came"]);
});
