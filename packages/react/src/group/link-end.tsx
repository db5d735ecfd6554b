import type { SkeinError } from "@skein/client";
import { Link2Off, LockKeyhole, UsersRound } from "lucide-react";
import { Blank, Failure } from "../kit/states.tsx";
import { useErrorText } from "../text/error-text.ts";
import { useFormats, useTexts } from "../text/language.tsx";

export interface LinkEndProps {
  readonly fault: SkeinError;
  readonly onRetry: () => void;
}

/** Why a link to a group does not lead in, and what one can do about it. */
export function LinkEnd({ fault, onRetry }: LinkEndProps) {
  const { doors } = useTexts();
  const formats = useFormats();
  const errorText = useErrorText();
  switch (fault.name) {
    case "not_found":
    case "invalid":
      return (
        <Blank art={<Link2Off size={40} />} title={doors.linkGone}>
          {doors.linkGoneHint}
        </Blank>
      );
    case "ended":
      return fault.until === undefined ? (
        <Blank art={<Link2Off size={40} />} title={doors.linkUsedUp}>
          {doors.linkUsedUpHint}
        </Blank>
      ) : (
        <Blank art={<Link2Off size={40} />} title={doors.linkOver}>
          {doors.linkOverHint(formats.moment(fault.until))}
        </Blank>
      );
    case "group_full":
      return (
        <Blank art={<UsersRound size={40} />} title={doors.full}>
          {doors.fullHint}
        </Blank>
      );
    case "refused":
      return (
        <Blank art={<LockKeyhole size={40} />} title={doors.banned}>
          {doors.bannedHint}
        </Blank>
      );
    default:
      return <Failure onRetry={onRetry}>{errorText(fault)}</Failure>;
  }
}
