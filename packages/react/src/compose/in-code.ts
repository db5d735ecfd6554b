/** Whether what comes next stands in code: behind a fence, or behind a tick on its line, that is not closed. */
export function inCode(before: string): boolean {
  if (!before.includes("`")) return false;
  const lines = before.split("\n");
  const last = lines.pop() ?? "";
  let fenced = false;
  for (const line of lines) fenced = fenced ? line.trimEnd() !== "```" : line.startsWith("```");
  return fenced || last.startsWith("```") || openTick(last);
}

function openTick(line: string): boolean {
  for (let at = line.indexOf("`"); at >= 0; at = line.indexOf("`", at)) {
    const ticks = line.startsWith("``", at) ? "``" : "`";
    const end = line.indexOf(ticks, at + ticks.length);
    if (end < 0) return true;
    at = end + ticks.length;
  }
  return false;
}
