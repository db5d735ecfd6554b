import type { ClusterNode, SeededRandom, SpawnedCluster } from "../../../src/index.ts";

/** A way to the database on which nothing came for so long counts as gone, ms. */
const SILENCE = 22_000;

/** Kills, pauses and stops what a cluster is made of, by a seed, and heals it again. */
export class Storm {
  /** What was done, and when. */
  readonly log: string[] = [];
  readonly #began = Date.now();

  constructor(
    private readonly cluster: SpawnedCluster<unknown>,
    private readonly random: SeededRandom,
    /** Whether PostgreSQL may also stand still for so long that it is given up. */
    private readonly patient: boolean,
  ) {}

  /** Lets it rage for so many ms; afterwards everything runs and every node is ready. */
  async rage(ms: number): Promise<void> {
    const until = Date.now() + ms;
    await Promise.all([
      this.#repeat(until, this.random.fork(), (random) => this.#node(random)),
      this.#repeat(until, this.random.fork(), (random) => this.#engine(random)),
    ]);
    this.#say("calm");
  }

  async #repeat(until: number, random: SeededRandom, fault: (random: SeededRandom) => Promise<void>): Promise<void> {
    for (;;) {
      await Bun.sleep(random.integer(50, 1_500));
      if (Date.now() > until) return;
      await fault(random);
    }
  }

  async #node(random: SeededRandom): Promise<void> {
    const { nodes } = this.cluster;
    const node = random.pick(nodes);
    const name = `node ${nodes.indexOf(node)}`;
    const pause = random.integer(50, 3_000);
    switch (random.pick(["kill", "kill", "pause", "stop"])) {
      case "kill":
        this.#say(`${name} is killed`);
        await node.kill("SIGKILL");
        await Bun.sleep(pause / 2);
        await this.#start(node);
        break;
      case "stop":
        this.#say(`${name} is stopped`);
        await node.kill("SIGTERM");
        await this.#start(node);
        break;
      default:
        this.#say(`${name} is paused for ${pause * 2}`);
        node.pause();
        await Bun.sleep(pause * 2);
        node.resume();
    }
    this.#say(`${name} is back`);
  }

  /** While PostgreSQL is away a node refuses to start. */
  async #start(node: ClusterNode): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await node.start();
        return;
      } catch (fault) {
        if (tries === 100) throw fault;
        await Bun.sleep(100);
      }
    }
  }

  async #engine(random: SeededRandom): Promise<void> {
    const { nats, postgres } = this.cluster;
    const pause = random.integer(50, 3_000);
    const what = random.pick([
      "nats dies",
      "nats stands still",
      "postgres dies",
      "postgres quits",
      "postgres stands still",
    ]);
    this.#say(`${what} for ${pause}`);
    switch (what) {
      case "nats dies":
        await nats.kill("SIGKILL");
        await Bun.sleep(pause);
        await nats.restart();
        break;
      case "nats stands still":
        nats.pause();
        await Bun.sleep(pause * 2);
        nats.resume();
        break;
      case "postgres stands still":
        postgres.pause();
        await Bun.sleep(this.patient && random.chance(0.1) ? SILENCE : pause);
        postgres.resume();
        break;
      default:
        await postgres.kill(what === "postgres dies" ? "SIGKILL" : "SIGQUIT");
        await Bun.sleep(pause / 2);
        await postgres.restart();
    }
    this.#say(`${what}: healed`);
  }

  #say(what: string): void {
    this.log.push(`${Date.now() - this.#began} ${what}`);
  }
}
