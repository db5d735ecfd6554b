/** Whether shortcuts are pressed with ⌘ here. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
