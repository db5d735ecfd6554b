import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import type { OfMemberProps } from "./ban-member.tsx";
import { AN_HOUR, untilOf, useMuteTimes } from "./mute-times.ts";
import { OneOf } from "./one-of.tsx";

/** Lets somebody not speak for a while. */
export function MuteMember({ conv, user, name, open, onClose }: OfMemberProps) {
  const { group } = useTexts();
  const client = useClient();
  return (
    <OneOf
      open={open}
      onClose={onClose}
      title={group.muteTitle(name)}
      label={group.muteFor}
      value={AN_HOUR}
      options={useMuteTimes()}
      verb={group.muteVerb}
      onChosen={(chosen) => client.call("group.mute", { conv, user, until: untilOf(chosen, client.now()) })}
    />
  );
}
