const FLOOR = 5_000;
const CAP = 30_000;

/** How long to wait for an answer, from how long recent ones took (the estimator of RFC 6298). */
export class RoundTrip {
  private mean: number | undefined;
  private deviation = 0;

  /** @param ms how long an answer took */
  measured(ms: number): void {
    if (this.mean === undefined) {
      this.mean = ms;
      this.deviation = ms / 2;
      return;
    }
    this.deviation = 0.75 * this.deviation + 0.25 * Math.abs(this.mean - ms);
    this.mean = 0.875 * this.mean + 0.125 * ms;
  }

  /** Ms to wait: 5 to 30 s. */
  get timeout(): number {
    return Math.min(CAP, Math.max(FLOOR, (this.mean ?? 0) + 4 * this.deviation));
  }
}
