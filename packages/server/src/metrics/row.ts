import type { Histogram } from "../kit/histogram.ts";

/** One value of a metric, with the values of its labels in the order of the row's. */
export type Sample<Value> = readonly [labels: readonly string[], value: Value];

interface Described<Type extends string, Parts, Value> {
  readonly type: Type;
  /** As Prometheus wants them: base units, counters end with `_total`. */
  readonly name: string;
  /** One sentence for operators. */
  readonly help: string;
  /** Each of a fixed set of values: a label that clients can choose would grow without a bound. */
  readonly labels?: readonly string[];
  /** Asked only when somebody reads. Undefined where this system does not tell. */
  read(parts: Parts): Value | Iterable<Sample<Value>> | undefined;
}

/** A metric: the parts of the server count by themselves, rows say what of it is told under which name. */
export type MetricRow<Parts> =
  | Described<"counter", Parts, number>
  | Described<"gauge", Parts, number>
  | Described<"histogram", Parts, Histogram>;
