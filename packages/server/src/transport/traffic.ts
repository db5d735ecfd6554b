import { CLOSE } from "@skein/protocol";
import { Tally } from "../kit/tally.ts";

/** What went over the port's links, in numbers. */
export class Traffic {
  /** Bytes of payload that were handed to the system, compressed or not. */
  bytes = 0;
  writes = 0;
  /** Messages that came. */
  received = 0;
  /** Until when the certificate that new connections get is valid, ms since 1970; undefined: this server speaks no TLS itself. */
  certificateEnd: number | undefined;
  /** Links that ended, by how. */
  readonly closes = new Tally();
  /** Connections that were not let in, by why. */
  readonly turnedAway = new Tally();

  wrote(bytes: number): void {
    this.bytes += bytes;
    this.writes += 1;
  }

  closed(code: number): void {
    this.closes.add(NAMES.get(code) ?? "other");
  }
}

/** A peer may close with any number: only those of the table have a name, so that there are never more names than these. */
const NAMES: ReadonlyMap<number, string> = new Map([
  [1000, "normal"],
  [1001, "going_away"],
  [1005, "no_code"],
  [1006, "lost"],
  ...Object.entries(CLOSE).map(([name, { code }]): [number, string] => [code, name]),
]);
