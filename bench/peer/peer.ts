/** Who takes part in a workload: people 0 … users − 1, and the members of each conversation. */
export interface Population {
  readonly users: number;
  readonly conversations: readonly (readonly number[])[];
}

/** A server under test that runs: everything the generator must know, as JSON between the two processes. */
export interface Target {
  /** The process whose CPU and memory are counted. */
  readonly pid: number;
  readonly hostname: string;
  readonly port: number;
  /** What each person signs in with, by number. */
  readonly credentials: readonly string[];
  /** The peer's name of each conversation, by number. */
  readonly conversations: readonly string[];
}

export interface Running {
  readonly target: Target;
  stop(): Promise<void>;
}

/** How a workload wants the server started. */
export interface Launch {
  readonly population: Population;
  /** An empty folder for the server's data; deleted after the run. */
  readonly folder: string;
  /** The workload cuts links and expects what was missed to be sent again. */
  readonly recovery: boolean;
}

export interface LineEvents {
  /** The peer confirmed message `number` of this line; what that promises is in the peer's `ack`. */
  acked(number: number): void;
  delivered(text: string): void;
  /** The peer refused something; `what` is for the report. */
  refused(what: string): void;
  closed(code: number): void;
}

/** One person's signed-in connection, as the generator drives it. */
export interface Line {
  /** Sends a text; `number` counts 0, 1, 2 … per line and comes back in `acked`. */
  send(number: number, conversation: number, text: string): void;
  /** Where to come back to after a cut; undefined where the peer has no such thing. */
  resumePoint(): string | undefined;
  close(): void;
  /** Breaks the link without a word, as a lost network does. */
  cut(): void;
}

/** The side of a peer that lives in the generator: its wire, spoken as leanly as we can. */
export interface Dialect {
  /** Connects and signs in; resolves when the person would see live messages. */
  dial(target: Target, user: number, events: LineEvents, resumeFrom?: string): Promise<Line>;
  /** One cold start and one warm one of a device; only of peers that have a list of conversations. */
  openSync?(target: Target, user: number): Promise<SyncTimes>;
}

export interface SyncTimes {
  /** Conversations in the list, and the ms from the first request to the last page. */
  readonly listed: number;
  readonly listMs: number;
  readonly listBytes: number;
  /** From hello with a cursor to the delta that holds nothing, in ms. */
  readonly deltaMs: number;
}

/** One server that workloads are run against. */
export interface Peer {
  readonly name: string;
  /** What it is, for the report. */
  readonly about: string;
  /** What an ack promises, for the report. */
  readonly ack: string;
  /** What must be installed before it can run, and how; undefined when all is there. */
  missing(): string | undefined;
  start(launch: Launch): Promise<Running>;
  readonly dialect: Dialect;
}
