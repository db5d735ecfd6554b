/** All the time that the kit knows stands behind this file. */
export function now(): number {
  return Date.now();
}

/** Runs `task` once after `ms`; returns what calls it off. */
export function after(ms: number, task: () => void): () => void {
  const handle = setTimeout(task, ms);
  return () => clearTimeout(handle);
}
