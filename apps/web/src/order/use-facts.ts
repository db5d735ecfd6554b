import { isolate, useFormats } from "@skein/react";
import { useAppTexts } from "../text/app-texts.tsx";

interface ListedWord {
  readonly word: string;
  readonly action: "refuse" | "mask" | "flag";
}

/** What a deed may tell of itself; whoever reads the record needs no ids. */
interface Facts {
  readonly penalty?: "mute" | "ban" | "shadow";
  readonly until?: number;
  readonly words?: string | readonly (string | ListedWord)[];
  readonly outcome?: "dismissed" | "recalled" | "muted" | "banned" | "shadowed";
  readonly role?: "owner" | "admin" | "member";
  readonly name?: string;
  readonly uses?: number;
  readonly days?: number;
}

/** The facts of a deed in words; of kinds that this version does not know it tells nothing. */
export function useFacts(): (detail: unknown) => readonly string[] {
  const { order, settings } = useAppTexts();
  const formats = useFormats();
  const wordOf = (one: string | ListedWord): string =>
    typeof one === "string" ? isolate(one) : order.wordWith(isolate(one.word), order.actions[one.action]);
  return (detail) => {
    const { penalty, until, words, outcome, role, name, uses, days } = (detail ?? {}) as Facts;
    const facts = [
      penalty && order.penalties[penalty],
      until !== undefined && order.untilWhen(formats.moment(until)),
      outcome && order.settled[outcome],
      name !== undefined && isolate(name),
      role && settings.roles[role],
      uses !== undefined && `${settings.inviteUses} ${formats.number(uses)}`,
      days !== undefined && `${settings.inviteDays} ${formats.number(days)}`,
      ...(typeof words === "string" ? [isolate(words)] : (words ?? []).map(wordOf)),
    ];
    return facts.filter((fact) => typeof fact === "string");
  };
}
