import type { Bus } from "./bus.ts";

const end = (): void => undefined;

/** The bus of a node that has no others: nobody hears, and there is nothing to hear. */
export const alone: Bus = {
  node: "alone",
  connected: true,
  alone: true,
  publish: end,
  subscribe: () => end,
  onConnection: () => end,
  close: () => Promise.resolve(),
};
