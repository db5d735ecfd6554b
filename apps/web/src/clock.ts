/** The time, ms. */
export function now(): number {
  return Date.now();
}

/** All the time that the app knows stands behind this file: calls `task` once after so many ms. */
export function after(ms: number, task: () => void): void {
  setTimeout(task, ms);
}
