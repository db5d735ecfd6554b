import type { System, Usage } from "../measure/account.ts";
import type { Histogram } from "../measure/histogram.ts";

/** Who takes part in a workload: people 0 … users − 1, and the members of each conversation. */
export interface Population {
  readonly users: number;
  readonly conversations: readonly (readonly number[])[];
}

/** Where a person dials. */
export interface Door {
  readonly hostname: string;
  readonly port: number;
}

/** A server of several processes. */
export interface Cluster {
  /** One for each node. */
  readonly doors: readonly Door[];
  readonly system: System;
  /** URL of the database. */
  readonly postgres: string;
}

/** A server under test that runs: everything the generator must know, as JSON between the two processes. */
export interface Target extends Door {
  /** The process whose CPU and memory are counted. */
  readonly pid: number;
  /** What each person signs in with, by number. */
  readonly credentials: readonly string[];
  /** The peer's name of each conversation, by number. */
  readonly conversations: readonly string[];
  /** Its folder of data, of peers whose file the generator reads. */
  readonly data?: string;
  /** Undefined where one process is all. */
  readonly cluster?: Cluster;
}

/** All processes whose CPU is the server's. */
export function systemOf({ cluster, pid }: Target): System {
  return cluster?.system ?? { server: [pid] };
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
  /** The workload starts the server anew, by signals to its process: SIGUSR1 in order, SIGUSR2 by killing it. */
  readonly restarts: boolean;
}

export interface LineEvents {
  /** The peer confirmed message `number` of this line; what that promises is in the peer's `ack`. */
  acked(number: number): void;
  delivered(text: string): void;
  /** The peer refused something; `what` is for the report. */
  refused(what: string): void;
  /** The peer asked whether the line lives, and was answered. */
  beat?(): void;
  /** The peer is about to go; come back in so many ms. */
  sentAway?(after: number): void;
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
  /** A long talk and its pages; only of peers that have both. */
  openHistory?(target: Target): Promise<History>;
  /** A person on a link of commands; only of Skein. */
  ask?(target: Target, user: number): Promise<Asker>;
  /** A person who only hears what is said to them; `told` is called with each text, or with what went wrong. */
  listen?(target: Target, user: number, told: (text: string) => void): Promise<Ear>;
  /** Writes batches of rows; only of what is no server of messages. */
  openBatches?(target: Target, population: Population): Batches;
}

/** Somebody who listens. */
export interface Ear {
  close(): Promise<void>;
}

/** Rows in batches, for what is no server. */
export interface Batches extends AsyncDisposable {
  insert(how: Inserting): Promise<Inserted>;
}

export interface Inserting {
  /** Rows of a batch. */
  readonly size: number;
  /** The rows of messages alone, or with those of other tables that they move. */
  readonly what: "entries" | "all";
  readonly seconds: number;
}

/** What a stretch of it did. */
export interface Inserted {
  readonly rows: number;
  readonly usage: Usage;
  /** From the call to the answer of a batch, ms. */
  readonly took: Histogram;
  /** What was not there afterwards. */
  readonly faults: readonly string[];
}

/** A talk to page through. */
export interface History {
  /**
   * @param done operations to a message
   * @returns the entries of its log
   */
  fill(messages: number, done: number): Promise<number>;
  page(before: number, limit: number): Promise<{ readonly entries: number; readonly folded: number }>;
  /** The same rows by the database alone, as JSON; its length. */
  raw(before: number, limit: number): number;
  /** The page as the server's own code makes it in this process, without threads and a link; its length. */
  own(before: number, limit: number): Promise<number>;
  /** The bare query over the least that a link may be, from a process of its own; how many came. */
  readonly bare: { readonly pid: number; page(before: number, limit: number): Promise<number> };
  close(): Promise<void>;
}

/** Commands of one person. */
export interface Asker {
  /** Entries that came by themselves. */
  readonly entries: number;
  ask(command: string, params: object): Promise<unknown>;
  close(): void;
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
  /** The same without its search index: what that costs is the difference. */
  readonly unindexed?: Peer;
}
