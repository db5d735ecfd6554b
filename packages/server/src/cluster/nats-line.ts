import { connect, errors, type ConnectionOptions, type NatsConnection } from "@nats-io/transport-node";
import type { Clock } from "../kit/clock.ts";
import type { RandomBytes } from "../kit/id.ts";
import type { Log } from "../kit/log.ts";
import { StartFault } from "../kit/start-fault.ts";
import type { NatsAddress } from "./nats-address.ts";
import { NatsPulse } from "./nats-pulse.ts";

/** A server has so many ms to greet us. */
const GREETING_MS = 5_000;
/** Between two tries at the same server, and up to twice as much: not all nodes come back in one moment. */
const PAUSE_MS = 500;
/** After so many ms a password that was refused is tried again: somebody may have mended it over there. */
const REFUSED_PAUSE_MS = 10_000;

export interface NatsLineSetting {
  readonly address: NatsAddress;
  /** What the server's own lists show. */
  readonly name: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly log: Log;
  /** ms; it is asked whether it is there so often. */
  readonly beat: number;
}

/** Told of each connection: `up` before anything is said on it, `down` when it can no longer be used. */
export interface LineEnds {
  up(connection: NatsConnection): void;
  down(): void;
}

/**
 * One connection to NATS, for ever made anew. The client's own way of coming back is not used: it keeps what is published meanwhile
 * without a bound, and its sense of a dead server waits for that server to take what was written.
 */
export class NatsLine {
  #connection: NatsConnection | undefined;
  #closed = false;
  #pulse: NatsPulse | undefined;
  /** Ends when the line is closed. */
  #life: Promise<void> = Promise.resolve();

  constructor(
    private readonly is: NatsLineSetting,
    private readonly ends: LineEnds,
  ) {}

  /** What can be published on, where there is one. */
  get connection(): NatsConnection | undefined {
    return this.#connection;
  }

  /**
   * Tries once, and resolves whether NATS is there or not; goes on trying behind.
   *
   * @throws StartFault when NATS refuses who we are
   */
  async open(): Promise<void> {
    const first = await this.#dial({}).catch((fault: unknown) => {
      if (isRefusal(fault)) throw refusal();
      this.is.log.warn(
        { why: reasonOf(fault) },
        "NATS cannot be reached; this node works without it, and goes on trying",
      );
    });
    this.#life = this.#live(first ?? undefined);
  }

  /** How that connection fares. */
  get pulse(): NatsPulse | undefined {
    return this.#pulse;
  }

  /** A try that is under way ends by itself some seconds later, and leaves nothing open. */
  async close(): Promise<void> {
    this.#closed = true;
    const connection = this.#connection;
    if (!connection) return;
    // what was published goes out, unless nobody takes it
    await Promise.race([connection.flush().catch(() => undefined), this.#wait(this.is.beat)]);
    await connection.close();
    await this.#life;
  }

  async #live(first: NatsConnection | undefined): Promise<void> {
    let connection = first;
    while (!this.#closed) {
      try {
        connection ??= await this.#dial({ waitOnFirstConnect: true });
        await this.#serve(connection);
      } catch (fault) {
        await this.#failed(fault);
      }
      connection = undefined;
    }
  }

  /** @param how `waitOnFirstConnect`: goes round all servers until one answers */
  #dial(how: Pick<ConnectionOptions, "waitOnFirstConnect">): Promise<NatsConnection> {
    return connect({
      ...this.is.address,
      ...how,
      name: this.is.name,
      noEcho: true,
      reconnect: false,
      // behind a wall the servers' own names for each other lead nowhere
      ignoreClusterUpdates: true,
      timeout: GREETING_MS,
      reconnectDelayHandler: () => {
        // this is the one place where a try can be called off
        if (this.#closed) throw new errors.ClosedConnectionError();
        return this.#pause();
      },
    });
  }

  async #failed(fault: unknown): Promise<void> {
    if (this.#closed) return;
    if (isRefusal(fault)) this.is.log.error("NATS refuses the login of this node");
    else this.is.log.warn({ why: reasonOf(fault) }, "NATS cannot be reached");
    await this.#wait(isRefusal(fault) ? REFUSED_PAUSE_MS : this.#pause());
  }

  async #serve(connection: NatsConnection): Promise<void> {
    if (this.#closed) return connection.close();
    this.#connection = connection;
    this.#pulse = this.#pulseOf(connection);
    const complaints = this.#hearComplaints(connection);
    this.is.log.info({ server: connection.getServer() }, "connected to NATS");
    this.ends.up(connection);
    const why = await connection.closed();
    this.#pulse.stop();
    this.#pulse = undefined;
    this.#connection = undefined;
    this.ends.down();
    await complaints;
    if (this.#closed) return;
    this.is.log.warn({ why: reasonOf(why) }, "NATS is gone; words between nodes are lost until it is back");
  }

  /** A right that lacks is told apart from everything else, and otherwise nobody would know. */
  async #hearComplaints(connection: NatsConnection): Promise<void> {
    let last = "";
    for await (const status of connection.status()) {
      if (status.type !== "error" || status.error.message === last) continue;
      last = status.error.message;
      this.is.log.error({ why: last }, "NATS complains");
    }
  }

  #pulseOf(connection: NatsConnection): NatsPulse {
    const { clock, log, beat } = this.is;
    const dead = (): void => {
      log.warn("NATS gives no sign of life: its connection is made anew");
      connection
        .close()
        .catch((fault: unknown) => log.error({ err: fault }, "a connection to NATS could not be closed"));
    };
    return new NatsPulse({ clock, log, beat, ask: () => connection.flush(), dead });
  }

  #wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.is.clock.after(ms, resolve);
    });
  }

  #pause(): number {
    return PAUSE_MS + (PAUSE_MS * (this.is.random(1)[0] ?? 0)) / 256;
  }
}

function isRefusal(fault: unknown): boolean {
  return fault instanceof errors.AuthorizationError;
}

function refusal(): StartFault {
  return new StartFault(
    "config",
    "NATS refuses the login of this node.",
    "Check the user and password, or the token, in its address.",
  );
}

function reasonOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : "the connection ended";
}
