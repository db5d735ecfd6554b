import { join } from "node:path";
import { expect, test } from "bun:test";
import { connect } from "@nats-io/transport-node";
import { NatsServer, temporaryFolder } from "@skein/testkit";
import pino from "pino";
import { systemClock } from "../kit/clock.ts";
import { newId, systemRandom } from "../kit/id.ts";
import { StartFault } from "../kit/start-fault.ts";
import { type BreakableBuses, breakableBusContract, busContract } from "./contract.ts";
import { type NatsSetting, openNats } from "./nats.ts";

/** ms. No machine is so busy that a living NATS is taken for dead where only a broken connection is to be noticed. */
const PATIENT = 10_000;
/** ms. Where a NATS that stands still is to be noticed: after two and a half seconds. */
const ATTENTIVE = 500;

/** Lines of a log that a test may look at. */
function keptLog() {
  const lines: string[] = [];
  return { lines, log: pino({ level: "debug", base: null }, { write: (line: string) => lines.push(line) }) };
}

function open(url: string, more: Partial<NatsSetting> = {}) {
  const random = systemRandom;
  const { log } = keptLog();
  return openNats({ url, epoch: "e1", node: newId(random), clock: systemClock, random, log, beat: PATIENT, ...more });
}

const pass = () => new Promise<void>((resolve) => setTimeout(resolve, 2));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pass();
}

/** Resolves once words go from one to the other. */
async function reaches(from: Awaited<ReturnType<typeof open>>, to: Awaited<ReturnType<typeof open>>): Promise<void> {
  let heard = false;
  const end = to.subscribe("reaches", () => (heard = true));
  await until(() => {
    if (!heard) from.publish("reaches", "");
    return heard;
  });
  end();
}

async function real(): Promise<BreakableBuses> {
  const nats = await NatsServer.start();
  return {
    join: (node) => open(nats.url, { node }),
    pass,
    clean: () => nats[Symbol.asyncDispose](),
    breakDown: () => nats.kill("SIGKILL"),
    repair: () => nats.restart(),
  };
}

busContract("NATS", real);
breakableBusContract("NATS, killed and started again", real);

breakableBusContract("NATS, standing still for some time", async () => {
  const nats = await NatsServer.start();
  return {
    join: (node) => open(nats.url, { node, beat: ATTENTIVE }),
    pass,
    clean: () => nats[Symbol.asyncDispose](),
    breakDown: () => {
      nats.pause();
      return Promise.resolve();
    },
    repair: () => {
      nats.resume();
      return Promise.resolve();
    },
  };
});

test("NATS may be absent at the start: the node starts, and connects when it comes", async () => {
  await using nats = await NatsServer.start();
  await nats.kill("SIGTERM");
  const [ann, bob] = [await open(nats.url), await open(nats.url)];
  const heard: string[] = [];
  bob.subscribe("late", (text) => heard.push(text));
  expect([ann.connected, bob.connected]).toEqual([false, false]);
  ann.publish("late", "lost");
  await nats.restart();
  await until(() => ann.connected && bob.connected);
  await reaches(ann, bob);
  ann.publish("late", "there");
  await until(() => heard.length > 0);
  expect(heard).toEqual(["there"]);
  await Promise.all([ann.close(), bob.close()]);
});

test("a node that never found NATS closes at once", async () => {
  await using nats = await NatsServer.start();
  await nats.kill("SIGTERM");
  const bus = await open(nats.url);
  await bus.close();
  expect(bus.connected).toBe(false);
  await nats.restart();
  const other = await open(nats.url);
  expect(other.connected).toBe(true);
  await other.close();
});

test("a server that is not there is passed over for one that is", async () => {
  await using gone = await NatsServer.start();
  await using nats = await NatsServer.start();
  await gone.kill("SIGKILL");
  const bus = await open(`${gone.url},${nats.url}`);
  await until(() => bus.connected);
  await bus.close();
});

test("a login is passed on, and a wrong one is refused at the start in words that do not hold it", async () => {
  const login = (who: string, url: string): string => url.replace("//", `//${who}@`);
  await using named = await NatsServer.start('authorization { user: "skein", password: "p,@ss w" }');
  const bus = await open(login("skein:p%2C%40ss%20w", named.url));
  expect(bus.connected).toBe(true);
  await bus.close();
  await using secret = await NatsServer.start('authorization { token: "t:ken" }');
  const other = await open(login("t%3Aken", secret.url));
  expect(other.connected).toBe(true);
  await other.close();

  for (const url of [login("skein:hidden", named.url), login("hidden", secret.url), named.url]) {
    const fault: unknown = await open(url).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(StartFault);
    expect(String(fault)).toContain("NATS refuses the login");
    expect(String(fault)).not.toContain("hidden");
  }
});

test("tls:// never goes without TLS, and only to a server whose certificate is trusted", async () => {
  await using folder = await temporaryFolder();
  const [key, certificate] = [join(folder.path, "key.pem"), join(folder.path, "certificate.pem")];
  const issue = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost";
  Bun.spawnSync(["openssl", ...issue.split(" "), "-keyout", key, "-out", certificate]);
  await using nats = await NatsServer.start(`tls { cert_file: "${certificate}", key_file: "${key}" }`);
  await using plain = await NatsServer.start();
  const { lines, log } = keptLog();
  const safe = ({ port }: NatsServer): string => `tls://localhost:${port}`;
  for (const [server, why] of [
    [plain, "does not support 'tls'"],
    [nats, "certificate"],
  ] as const) {
    const bus = await open(safe(server), { log });
    expect(bus.connected).toBe(false);
    expect(lines.at(-1)).toContain(why);
    await bus.close();
  }
  // whom to trust is read from the environment when a process starts
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: certificate };
  const trusting = Bun.spawn([process.execPath, "-e", connects(safe(nats))], { env, stdout: "pipe" });
  expect(await new Response(trusting.stdout).text()).toBe("connected: true\n");
});

test("clusters of another epoch are not heard, nor is what others say on our subjects", async () => {
  await using nats = await NatsServer.start();
  const { lines, log } = keptLog();
  const [ann, bob, eve] = [await open(nats.url), await open(nats.url, { log }), await open(nats.url, { epoch: "e2" })];
  const stranger = await connect({ servers: nats.url, reconnect: false });
  const heard: string[] = [];
  bob.subscribe("words", (text) => heard.push(text));
  await reaches(ann, bob);
  eve.publish("words", "of another epoch");
  for (const text of ["hello", "", "x 1\n", "\n\n"]) stranger.publish("skein.e1.words", text);
  await stranger.flush();
  await until(() => lines.filter((line) => line.includes("somebody else speaks")).length === 4);
  ann.publish("words", "ours");
  await until(() => heard.length > 0);
  expect(heard).toEqual(["ours"]);
  await Promise.all([ann.close(), bob.close(), eve.close(), stranger.close()]);
});

test("a right that lacks is told in the log, once for each, and what is allowed goes on", async () => {
  const rights = 'permissions: { publish: { deny: "skein.e1.mute" }, subscribe: { deny: "skein.e1.deaf" } }';
  await using nats = await NatsServer.start(`authorization { users: [{ user: "u", password: "p", ${rights} }] }`);
  const { lines, log } = keptLog();
  const url = nats.url.replace("//", "//u:p@");
  const [ann, bob] = [await open(url, { log }), await open(url, { log })];
  const complaints = (): string[] => lines.filter((line) => line.includes("NATS complains"));
  bob.subscribe("deaf", () => undefined);
  await until(() => complaints().length === 1);
  for (let i = 0; i < 3; i++) {
    ann.publish("mute", "");
    await reaches(ann, bob);
  }
  await until(() => complaints().length > 1);
  await reaches(bob, ann);
  expect(complaints()).toHaveLength(2);
  expect([ann.connected, bob.connected]).toEqual([true, true]);
  await Promise.all([ann.close(), bob.close()]);
});

test("a word longer than NATS takes is dropped with a line in the log, and its neighbours arrive", async () => {
  await using nats = await NatsServer.start("max_payload: 4096");
  const { lines, log } = keptLog();
  const [ann, bob] = [await open(nats.url, { log }), await open(nats.url)];
  const heard: number[] = [];
  bob.subscribe("long", (text) => heard.push(text.length));
  await reaches(ann, bob);
  for (const length of [1, 4_000, 5_000, 3_000, 2]) ann.publish("long", "x".repeat(length));
  await until(() => heard.length >= 4);
  expect(heard).toEqual([1, 4_000, 3_000, 2]);
  expect(lines.some((line) => line.includes("words too long"))).toBe(true);
  expect(ann.connected).toBe(true);
  await Promise.all([ann.close(), bob.close()]);
});

test("while NATS stands still only so much is kept for it, and it is left for another connection", async () => {
  await using nats = await NatsServer.start();
  const { lines, log } = keptLog();
  const [ann, bob] = [await open(nats.url, { log, beat: ATTENTIVE }), await open(nats.url, { beat: ATTENTIVE })];
  const heard: string[] = [];
  await reaches(ann, bob);
  bob.subscribe("flood", (text) => heard.push(text.slice(0, 5)));
  await reaches(ann, bob);
  nats.pause();
  // far more than all buffers on the way hold
  for (let i = 0; i < 512; i++) ann.publish("flood", `flood${"x".repeat(2 ** 17)}`);
  expect(lines.some((line) => line.includes("NATS takes words too slowly"))).toBe(true);
  await until(() => !ann.connected);
  expect(lines.some((line) => line.includes("no sign of life"))).toBe(true);
  nats.resume();
  await until(() => ann.connected && bob.connected);
  await reaches(ann, bob);
  ann.publish("flood", "after");
  await until(() => heard.includes("after"));
  expect(heard.length).toBeLessThan(100);
  await Promise.all([ann.close(), bob.close()]);
});

test("a node too slow for what it hears is dropped by NATS, says so, and comes back", async () => {
  await using nats = await NatsServer.start('max_pending: 1MB, max_payload: 1MB, write_deadline: "200ms"');
  const { lines, log } = keptLog();
  const [ann, bob] = [await open(nats.url), await open(nats.url, { log })];
  const changes: boolean[] = [];
  bob.onConnection((connected) => changes.push(connected));
  let stuck = false;
  bob.subscribe("slow", () => {
    if (stuck) return;
    stuck = true;
    // nothing is read here until another process has flooded this node
    Bun.spawnSync([process.execPath, "-e", flood(nats.port, "skein.e1.slow", 64)]);
  });
  await reaches(ann, bob);
  ann.publish("slow", "");
  await until(() => changes.length >= 2);
  expect(changes.slice(0, 2)).toEqual([false, true]);
  expect(lines.some((line) => line.includes("NATS is gone"))).toBe(true);
  await reaches(ann, bob);
  await Promise.all([ann.close(), bob.close()]);
});

/** A program that says whether it connects. */
function connects(url: string): string {
  const load = (path: string): string => `await import(${JSON.stringify(import.meta.resolve(path))})`;
  return `
    const { openNats } = ${load("./nats.ts")};
    const { systemClock: clock } = ${load("../kit/clock.ts")};
    const { systemRandom: random } = ${load("../kit/id.ts")};
    const { createLog } = ${load("../kit/log.ts")};
    const bus = await openNats({ url: "${url}", epoch: "e1", node: "n1", clock, random, log: createLog("silent") });
    console.log("connected:", bus.connected);
    await bus.close();`;
}

/** A program that publishes so many MB by hand and ends once NATS has dealt with them. */
function flood(port: number, subject: string, megabytes: number): string {
  return `
    const message = Buffer.from("PUB ${subject} 524288\\r\\n" + "x".repeat(524288) + "\\r\\n");
    const rest = [Buffer.from('CONNECT {"verbose":false}\\r\\n'), ...Array(${megabytes * 2}).fill(message), Buffer.from("PING\\r\\n")];
    const write = (socket) => {
      while (rest.length > 0) {
        const taken = socket.write(rest[0]);
        if (taken < rest[0].length) {
          rest[0] = rest[0].subarray(taken);
          return;
        }
        rest.shift();
      }
    };
    await Bun.connect({ hostname: "127.0.0.1", port: ${port}, socket: {
      open: write,
      drain: write,
      data: (socket, data) => {
        if (data.includes("PONG")) process.exit();
      },
    } });`;
}

test("a node that is alone knows it after a while and says nothing more; another one that comes is heard of and hears at once", async () => {
  await using nats = await NatsServer.start();
  const ann = await open(nats.url, { round: 20 });
  expect(ann.alone).toBe(false);
  await until(() => ann.alone);
  // whoever listens without being a node hears what goes over the line
  const line = await connect({ servers: nats.url });
  const said: string[] = [];
  line.subscribe("skein.e1.log", {
    callback: (_, message) => {
      said.push(message.string());
    },
  });
  await line.flush();
  ann.publish("log", "to nobody");
  const bob = await open(nats.url, { round: 20 });
  await until(() => !ann.alone);
  expect(bob.alone).toBe(false);
  const heard: string[] = [];
  bob.subscribe("log", (text) => heard.push(text));
  await reaches(ann, bob);
  ann.publish("log", "to bob");
  await until(() => heard.length > 0);
  await line.flush();
  expect([heard, said.map((message) => message.split("\n")[1])]).toEqual([["to bob"], ["to bob"]]);
  await bob.close();
  // it said that it goes, so nobody waits for it
  await until(() => ann.alone);
  await ann.close();
  await line.close();
});
