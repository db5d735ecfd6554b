import type { ErrorFrame, ErrorName } from "@skein/protocol";

/** The server said no. */
export class WireFault extends Error {
  /** Row of the error table. */
  readonly error: ErrorName;

  constructor(readonly frame: ErrorFrame) {
    super(`${frame.name}: ${frame.message}`);
    this.name = "WireFault";
    this.error = frame.name;
  }
}

/** The link ended before what was waited for came. */
export class LinkClosed extends Error {
  constructor(
    /** Close code. */
    readonly code: number,
    readonly reason: string,
  ) {
    super(`the link closed with ${code} ${reason}`);
    this.name = "LinkClosed";
  }
}
