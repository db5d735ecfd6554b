const SUBJECT = /^[^\s.*>\p{Cc}]+(\.[^\s.*>\p{Cc}]+)*$/u;

/** Throws a RangeError for what no bus could carry: a broken subject would cost the whole node its connection. */
export function checkSubject(subject: string): void {
  if (!SUBJECT.test(subject)) throw new RangeError(`no subject of the bus: ${JSON.stringify(subject)}`);
}
