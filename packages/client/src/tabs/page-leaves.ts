/** Tells when the page is frozen, or left and perhaps kept: nothing of it runs any more until it comes back. */
export function pageLeaves(listener: () => void): () => void {
  document.addEventListener("freeze", listener);
  window.addEventListener("pagehide", listener);
  return () => {
    document.removeEventListener("freeze", listener);
    window.removeEventListener("pagehide", listener);
  };
}
