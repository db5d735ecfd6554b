import { join } from "node:path";
import {
  configWith,
  createCore,
  createLog,
  migrations,
  openSqliteInline,
  type Core,
  type SomeConfig,
  type Storage,
} from "@skein/server";
import { ClockFace } from "../clock/clock-face.ts";
import type { VirtualClock } from "../clock/virtual-clock.ts";
import type { SimCarrier } from "../cluster/sim-carrier.ts";
import type { Cable } from "../network/cable.ts";
import type { SimNetwork } from "../network/sim-network.ts";
import type { SeededRandom } from "../random.ts";
import { delayedStorage } from "./delayed-storage.ts";
import { type FaultyStorage, faultyStorage } from "./faulty-storage.ts";
import { peopleOf, type TestPeople, type TestPerson } from "./people.ts";

/** What makes it a node of several. */
interface AmongOthers {
  /** How the network knows it. */
  readonly node: string;
  readonly carrier: SimCarrier;
  /** Opens the store that all nodes share; a machine that has stopped gets no answer any more. */
  open(face: ClockFace): Promise<Storage>;
}

interface Setting {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly network: SimNetwork;
  /** Where its files are: the database too, where it is the only node. */
  readonly folder: string;
  readonly config?: SomeConfig;
  /** ms that its store takes at most, before and after each call; at once unless told. */
  readonly storageDelay?: number;
  /** Where it is the only node: absent. */
  readonly among?: AmongOthers;
}

/** A process that lives. */
interface Running {
  readonly core: Core;
  readonly face: ClockFace;
  readonly storage: FaultyStorage;
  /** How it is called on the bus, where there is one: anew with each start. */
  readonly bus: string | undefined;
}

/** When a device is told that the server's process is gone: ms, or never. */
export type Told = (cable: Cable) => number | undefined;

/**
 * The real server core on virtual time, joined to a network in memory, with its real database on the calling thread: it can be
 * stopped, killed in the midst of a commit, and started again on the same file. The same seed gives the same run. Or one node of
 * several, on a store that they share.
 *
 * @example
 * const server = await SimServer.start({ clock, random, network, folder });
 * server.crash();
 * await server.restart();
 */
export class SimServer implements TestPeople {
  readonly person: (name: string, role?: "owner" | "admin" | "member") => Promise<TestPerson>;
  readonly device: (user: string, name?: string) => Promise<string>;
  #ahead = 0;
  #starts = 0;
  #running: Running | undefined;
  /** The database of a process that died is let go when the next one starts. */
  #left: FaultyStorage | undefined;
  #whenDying: Told = () => 0;

  private constructor(private readonly is: Setting) {
    const { clock } = is;
    const people = peopleOf(() => this.core);
    this.person = (name, role) => clock.settle(people.person(name, role));
    this.device = (user, name) => clock.settle(people.device(user, name));
  }

  static async start(setting: Setting): Promise<SimServer> {
    const server = new SimServer(setting);
    await server.restart();
    return server;
  }

  get running(): boolean {
    return this.#running !== undefined;
  }

  get core(): Core {
    return this.#up.core;
  }

  /** How the network knows it, where there are several. */
  get node(): string | undefined {
    return this.is.among?.node;
  }

  /** How the carrier of a cluster knows the process that runs now. */
  get bus(): string {
    return this.#up.bus ?? "";
  }

  /** The machine's clock; it goes on through restarts. */
  get face(): ClockFace {
    return this.#up.face;
  }

  /** The store, whose commits may be made to fail. */
  get storage(): FaultyStorage {
    return this.#up.storage;
  }

  /** Starts on what is on disk. Not to be called in the midst of a due call: time goes on meanwhile, as in `stop`. */
  async restart(): Promise<void> {
    if (this.#running) throw new Error("it is running");
    const { clock, random, network, folder, config, storageDelay, among } = this.is;
    await this.#left?.close();
    this.#left = undefined;
    const face = new ClockFace(clock, this.#ahead);
    const plain = among ? await among.open(face) : openFile(folder, face);
    const delayed = storageDelay ? delayedStorage(plain, face.server, random.fork(), storageDelay) : plain;
    const storage = faultyStorage(delayed, () => {
      this.crash(this.#whenDying);
    });
    this.#starts += 1;
    const bus = among && `${among.node}-${this.#starts}`;
    const parts = {
      ...{ clock: face.server, random: random.bytes, log: createLog("silent"), storage, duties: "none" as const },
      ...(among && bus !== undefined && { bus: among.carrier.join(bus, face.server) }),
    };
    const core = await clock.settle(createCore(configWith({ data: folder, ...config }), parts));
    this.#running = { core, face, storage, bus };
    network.serve(core, among?.node);
  }

  /** Goes as by SIGTERM: tells its clients, finishes what it began. */
  async stop(): Promise<void> {
    const { core, face, storage } = this.#up;
    storage.next = undefined;
    this.is.network.refuse(this.is.among?.node);
    this.#ahead = face.ahead;
    this.#running = undefined;
    await this.is.clock.settle(core.close());
    face.stop();
    // whoever had not said hello yet is cut off by the process's end
    this.is.network.serverDied(() => 0, this.is.among?.node);
  }

  /** Goes as by kill -9: nothing more is done, not even what was begun. */
  crash(told: Told = () => 0): void {
    const { face, storage, bus } = this.#up;
    const { network, among } = this.is;
    this.#ahead = face.ahead;
    face.stop();
    this.#running = undefined;
    this.#left = storage;
    if (bus !== undefined) among?.carrier.died(bus);
    network.serverDied(told, among?.node);
  }

  /** Dies at its next commit, before or after that is on disk. */
  dieAtCommit(fault: "lost" | "unanswered", told: Told = () => 0): void {
    this.#whenDying = told;
    this.storage.next = fault;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#running) await this.stop();
    await this.#left?.close();
  }

  get #up(): Running {
    if (!this.#running) throw new Error("the server is not running");
    return this.#running;
  }
}

function openFile(folder: string, face: ClockFace): Storage {
  const setting = { file: join(folder, "skein.db"), synchronous: "OFF", migrations, epoch: "sim00001" } as const;
  return openSqliteInline(setting, () => face.now);
}
