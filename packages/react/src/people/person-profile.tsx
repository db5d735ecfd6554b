import { MessageSquare } from "lucide-react";
import { usePerson } from "../hook/use-person.ts";
import { usePresence } from "../hook/use-presence.ts";
import { useIsMe } from "../hook/use-me.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { RowsToCome } from "../kit/states.tsx";
import { PresenceWords } from "../talk/conversation-bar.tsx";
import { useTexts } from "../text/language.tsx";

export interface PersonProfileProps {
  readonly user: string;
  /** Opens the talk with this person; no button when not given. */
  readonly onMessage?: (() => void) | undefined;
}

/** Who somebody is. */
export function PersonProfile({ user, onMessage }: PersonProfileProps) {
  const { person: texts } = useTexts();
  const person = usePerson(user);
  const online = usePresence(user)?.online ?? false;
  const me = useIsMe(user);
  if (!person) return <RowsToCome count={1} />;
  return (
    <div className="sk-profile">
      <Avatar name={person.name} color={person.color} size={96} online={online} />
      <h3 className="sk-profile-name">
        <bdi>{person.name}</bdi>
      </h3>
      {!me && <PresenceWords user={user} />}
      {onMessage && !me && (
        <Button look="primary" icon={<MessageSquare size={18} aria-hidden="true" />} onClick={onMessage}>
          {texts.message}
        </Button>
      )}
      <dl className="sk-facts">
        {person.about && (
          <>
            <dt>{texts.about}</dt>
            <dd dir="auto">{person.about}</dd>
          </>
        )}
        {person.login && (
          <>
            <dt>{texts.login}</dt>
            <dd>@{person.login}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
