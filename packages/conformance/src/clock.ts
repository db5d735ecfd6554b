/** The one place where this package asks for time. */
export function now(): number {
  return Date.now();
}

/** Resolves after so many ms. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** What a promise resolves to, or a rejection with what `fault` makes once so many ms are over. */
export async function within<T>(ms: number, promise: Promise<T>, fault: () => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(fault()), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
