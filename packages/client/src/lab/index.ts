/** What one wants to know of a connection: the living link, each way tried by itself, and all of them beside each other. Loaded by whoever asks. */
export { type Compared, type CompareOptions, compareWays, type Comparison, type CostAt } from "./compare-ways.ts";
export type { CarriedWay, LinkEnd, LinkFacts, Trip, WayTry } from "./link-facts.ts";
export type { Cost } from "./tally.ts";
export { type TryOptions, tryWays, type WayReport } from "./try-ways.ts";
export { watchLink } from "./watch-link.ts";
export { LAB_WAYS, type LabWay } from "./way.ts";
