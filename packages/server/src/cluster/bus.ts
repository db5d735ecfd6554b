/**
 * Carries words between the nodes of a cluster. Guarantees, on every implementation (contract.ts is the suite):
 * - A word arrives at most once, and may be lost, in silence.
 * - Words of one publisher on one subject arrive in their order; between publishers, and between subjects, there is none.
 * - Nobody hears itself. No call blocks or throws for what goes on between the nodes.
 *
 * Nothing may depend on a word for being right, only for being quick. Words of up to 256 KiB in UTF-8 go through; longer ones may
 * be dropped. What is published while it is not connected is dropped.
 */
export interface Bus {
  /** This node's id on the bus. */
  readonly node: string;
  /** Whether words go through right now, as far as is known: a line that died without a word is noticed some seconds later. */
  readonly connected: boolean;
  /**
   * Whether no other node is on the bus, as far as is known: what is published then goes nowhere, and need not be made. One that comes is
   * known a moment later; until then it hears nothing from here.
   */
  readonly alone: boolean;
  /**
   * Goes out with everything else of this tick, to whoever hears this subject.
   *
   * @param subject tokens with dots between, such as `typing.g:one`; neither space nor `*` nor `>`, no empty token
   * @param text any well-formed Unicode text
   * @throws RangeError for a subject that is none
   * @example bus.publish("batch", JSON.stringify({ n: 7 }));
   */
  publish(subject: string, text: string): void;
  /**
   * Hears what other nodes publish on a subject, from when it is known to the bus; the returned function ends it at once. What
   * `hear` throws is logged, and nobody else is disturbed.
   *
   * @param hear gets the text and the id of the node that published it
   * @throws RangeError for a subject that is none
   */
  subscribe(subject: string, hear: (text: string, from: string) => void): () => void;
  /** Calls after `connected` changed, with what it is now; the returned function ends it. What was subscribed is heard again by then. */
  onConnection(call: (connected: boolean) => void): () => void;
  /** What was published before goes out where it can. Afterwards `connected` is false, and nobody here is called any more. */
  close(): Promise<void>;
}
