/** Tells when the page is frozen, or left and perhaps kept: nothing of it runs any more until it comes back. */
export function pageLeaves(listener: () => void): () => void {
  return listening(
    [
      [document, "freeze"],
      [window, "pagehide"],
    ],
    listener,
  );
}

/** Tells when a page that was frozen, or left and kept, runs again. */
export function pageReturns(listener: () => void): () => void {
  return listening(
    [
      [document, "resume"],
      [window, "pageshow"],
    ],
    listener,
  );
}

function listening(hints: readonly (readonly [EventTarget, string])[], listener: () => void): () => void {
  for (const [target, name] of hints) target.addEventListener(name, listener);
  return () => {
    for (const [target, name] of hints) target.removeEventListener(name, listener);
  };
}
