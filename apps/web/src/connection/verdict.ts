import type { WayReport } from "@skein/client/lab";

export type Verdict = "best" | "noUpgrade" | "buffered" | "cut" | "only" | "away" | "server";

/** What the reports mean for whoever reads them, the worst first; nothing while they are not whole. */
export function verdictsOf(reports: readonly WayReport[]): readonly Verdict[] {
  if (reports.length === 0 || reports.some(({ state }) => state !== "works" && state !== "fails")) return [];
  const of = (way: WayReport["way"]) => reports.find((report) => report.way === way);
  const opens = (way: WayReport["way"]): boolean => {
    const { state, rest } = of(way) ?? {};
    return state === "works" || rest !== undefined;
  };
  if (reports.some(({ why }) => why === "server")) return ["server"];
  if (reports.every(({ way }) => !opens(way))) return ["away"];
  const links = (["websocket", "sse", "long-poll"] as const).filter(opens);
  if (links.length === 0) return ["only"];
  const found: Verdict[] = [];
  if (!opens("websocket")) found.push("noUpgrade");
  if (of("sse")?.why === "held") found.push("buffered");
  if (reports.some(({ rest }) => rest !== undefined && rest.found !== "kept")) found.push("cut");
  return found.length > 0 ? found : ["best"];
}
