import { MessageSquare } from "lucide-react";
import { useCard } from "../hook/use-contacts.ts";
import { usePerson } from "../hook/use-person.ts";
import { usePresence } from "../hook/use-presence.ts";
import { useIsMe } from "../hook/use-me.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { RowsToCome } from "../kit/states.tsx";
import { isClosed } from "../talk/closed-note.tsx";
import { PresenceWords } from "../talk/conversation-bar.tsx";
import { PersonActions } from "./person-actions.tsx";
import { useTexts } from "../text/language.tsx";

export interface PersonProfileProps {
  readonly user: string;
  /** Opens the talk with this person; no button when not given. */
  readonly onMessage?: (() => void) | undefined;
  /** Of their link, where that is how one came. */
  readonly code?: string | undefined;
}

/** Who somebody is. */
export function PersonProfile({ user, onMessage, code }: PersonProfileProps) {
  const { person: texts, contact } = useTexts();
  const person = usePerson(user);
  const online = usePresence(user)?.online ?? false;
  const me = useIsMe(user);
  if (!person) return <RowsToCome count={1} />;
  return (
    <div className="sk-profile">
      <Avatar name={person.name} color={person.color} picture={person.avatar} size={96} online={online} />
      <h3 className="sk-profile-name">
        <bdi>{person.name}</bdi>
      </h3>
      {!me && !person.deleted && <PresenceWords user={user} />}
      {person.deleted && <p className="sk-bar-status">{contact.deletedNote}</p>}
      {onMessage && !me && !isClosed(person) && <Write user={user} onMessage={onMessage} />}
      <dl className="sk-facts">
        {person.ownName !== undefined && (
          <>
            <dt>{contact.ownName}</dt>
            <dd>
              <bdi>{person.ownName}</bdi>
            </dd>
          </>
        )}
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
      {!me && !person.deleted && <PersonActions person={person} code={code} />}
    </div>
  );
}

/** The way to their conversation; for a stranger who may not write, why there is none. */
function Write({ user, onMessage }: { readonly user: string; readonly onMessage: () => void }) {
  const { person: texts, contact } = useTexts();
  const may = useCard(user)?.write ?? true;
  if (!may) return <p className="sk-bar-status">{contact.closed}</p>;
  return (
    <Button look="primary" icon={<MessageSquare size={18} aria-hidden="true" />} onClick={onMessage}>
      {texts.message}
    </Button>
  );
}
