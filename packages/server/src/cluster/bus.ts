/**
 * Carries words between the nodes of a cluster. At most once: a word may be lost; those of one node on one subject come in the order
 * in which they were said. Saying never waits. Correctness never depends on it, only how soon something is known.
 */
export interface Bus {
  /** This node's name on the bus; nobody hears itself. */
  readonly node: string;
  /** Whether words go through right now. */
  readonly connected: boolean;
  /** Goes out with everything else of this tick. */
  publish(subject: string, text: string): void;
  /** Hears what other nodes say on a subject; the returned function ends it. */
  subscribe(subject: string, hear: (text: string, from: string) => void): () => void;
  /** Calls when `connected` changes; the returned function ends it. */
  onConnection(call: (connected: boolean) => void): () => void;
  close(): Promise<void>;
}
