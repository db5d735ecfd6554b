import type { Goal, Workload } from "../workload/workload.ts";
import type { Result } from "./result.ts";

export interface Judged {
  readonly text: string;
  readonly value: number;
  readonly reached: boolean;
}

/** Each goal whose peers were run, with what was reached. */
export function judge(workload: Workload, result: Result): Judged[] {
  const of = (peer: string, key: string) => result.outcomes.find((outcome) => outcome.peer === peer)?.figures[key];
  return workload.goals.flatMap((goal) => {
    const value = goal.measure(of);
    if (value === undefined) return [];
    return [{ text: `${goal.text} (${bound(goal)})`, value, reached: within(goal, value) }];
  });
}

function bound({ atLeast, atMost }: Goal): string {
  return atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
}

function within({ atLeast = -Infinity, atMost = Infinity }: Goal, value: number): boolean {
  return value >= atLeast && value <= atMost;
}
