import { ERRORS, type Ended, type ErrorName, type WireError } from "@skein/protocol";

/** What a refusal may tell beside its row of the error table. */
export interface RefusalDetail {
  /** For developers; the row's summary when absent. */
  message?: string;
  /** JSON pointer to the field at fault. */
  path?: string;
  /** Milliseconds to wait. */
  after?: number;
  /** What signed the device out. */
  ended?: Ended;
  /** Until when a ban, a mute or the wait of slow mode lasts, ms; for ever when absent. Of what has ended by time: since when. */
  until?: number;
}

const SOON = 1_000;

/** "No", with a row of the one error table. Whatever else is thrown is a fault of ours and becomes `internal`. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(
    readonly error: ErrorName,
    readonly detail: RefusalDetail = {},
  ) {
    super(detail.message ?? ERRORS[error].summary);
  }

  /** Whether what was thrown is this refusal. */
  static is(fault: unknown, error: ErrorName): boolean {
    return fault instanceof Refusal && fault.error === error;
  }

  /** As it goes over the wire. [ERR-1] */
  wire(): WireError {
    const { code, retry } = ERRORS[this.error];
    const { path, ended, until } = this.detail;
    // whoever was too fast is told to wait, also where it is not known how long
    const after = this.detail.after ?? (this.error === "rate_limited" ? SOON : undefined);
    return {
      code,
      name: this.error,
      retry,
      message: this.message,
      ...(path === undefined ? {} : { path }),
      ...(after === undefined ? {} : { after }),
      ...(ended === undefined ? {} : { ended }),
      ...(until === undefined ? {} : { until }),
    };
  }
}
