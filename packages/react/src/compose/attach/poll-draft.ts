import { type Bodies, LIMITS } from "@skein/protocol";

/** A poll as it is being written. */
export interface PollDraft {
  readonly question: string;
  readonly options: readonly string[];
  readonly multiple: boolean;
  readonly anonymous: boolean;
  /** As the field gives it: `2026-11-24T18:30`, or empty. */
  readonly closesAt: string;
}

export const BLANK: PollDraft = { question: "", options: ["", ""], multiple: false, anonymous: false, closesAt: "" };

/** What stands in the way of sending it; `blank` only means that it is not written yet. */
export type PollFault = "blank" | "same" | "past";

export function faultOf(draft: PollDraft, now: number): PollFault | undefined {
  const options = optionsOf(draft);
  if (new Set(options).size < options.length) return "same";
  if (draft.closesAt !== "" && !(new Date(draft.closesAt).getTime() > now)) return "past";
  return draft.question.trim() === "" || options.length < 2 ? "blank" : undefined;
}

/** As it is sent. */
export function pollOf(draft: PollDraft): Bodies["poll"] {
  const { question, multiple, anonymous, closesAt } = draft;
  return {
    question: question.trim(),
    options: optionsOf(draft),
    ...(multiple && { multiple: true as const }),
    ...(anonymous && { anonymous: true as const }),
    ...(closesAt !== "" && { closesAt: new Date(closesAt).getTime() }),
  };
}

/** Those that are written; empty ones are left out. */
function optionsOf({ options }: PollDraft): string[] {
  return options.map((option) => option.trim()).filter((option) => option !== "");
}

export function withOption(draft: PollDraft, at: number, text: string): PollDraft {
  return { ...draft, options: draft.options.map((option, index) => (index === at ? text : option)) };
}

export function withMore(draft: PollDraft): PollDraft {
  return draft.options.length < LIMITS.pollOptions ? { ...draft, options: [...draft.options, ""] } : draft;
}

export function without(draft: PollDraft, at: number): PollDraft {
  return { ...draft, options: draft.options.filter((_, index) => index !== at) };
}
