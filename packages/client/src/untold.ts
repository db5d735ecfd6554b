import { CLIENT_LIMITS, type Summary } from "@skein/protocol";

/** Whether something has reached this device that the server does not know to be there; nobody is told where marks are not pushed. */
export function isUntold({ head, delivered, read, members }: Summary): boolean {
  return head > Math.max(delivered, read) && members <= CLIENT_LIMITS.marksPushed;
}
