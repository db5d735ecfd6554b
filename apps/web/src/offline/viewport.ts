/** Keeps the app as high as what the on-screen keyboard leaves, so that the field to write in stays in sight. */
export function followViewport(): void {
  const { visualViewport } = window;
  if (!visualViewport) return;
  const follow = (): void => {
    // Zoomed in, the visual viewport is a window onto the page, not the room for it.
    if (visualViewport.scale > 1.01) return;
    document.documentElement.style.setProperty("--app-height", `${visualViewport.height}px`);
    // iOS scrolls the page under the keyboard; the app has nothing to scroll.
    if (scrollY !== 0) scrollTo(0, 0);
  };
  visualViewport.addEventListener("resize", follow);
  visualViewport.addEventListener("scroll", follow);
  follow();
}
