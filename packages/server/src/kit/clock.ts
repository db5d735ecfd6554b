/** Time, as the server sees it. Tests put a virtual one in its place; nothing else in the server reads the system's clock. */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  now(): number;
  /** Calls once after so many ms; the returned function calls it off. Does not keep the process alive. */
  after(ms: number, call: () => void): () => void;
  /** Calls after what is running now and its promises are done: the place to write out what gathered meanwhile. */
  soon(call: () => void): void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
  soon(call) {
    setImmediate(call);
  },
};
