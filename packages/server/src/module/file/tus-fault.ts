/** What tus answers where something is not as it must be: a status, and a line for developers. */
export class TusFault extends Error {
  override readonly name = "TusFault";
  // as @tus/server reads it
  readonly status_code: number;
  readonly body: string;

  constructor(status: number, message: string) {
    super(message);
    this.status_code = status;
    this.body = `${message}\n`;
  }
}
