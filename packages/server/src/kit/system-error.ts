/** The name of a system error (`EACCES`, `ENOSPC` …), or what it says of itself. */
export function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  return "code" in fault && typeof fault.code === "string" ? fault.code : fault.message;
}
