import type { FriendRequest } from "@skein/protocol";
import { UserPlus } from "lucide-react";
import { useFriendRequests } from "../hook/use-contacts.ts";
import { useMe } from "../hook/use-me.ts";
import { useNow } from "../hook/use-now.ts";
import { usePerson } from "../hook/use-person.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Row } from "../kit/row.tsx";
import { Blank } from "../kit/states.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { useFormats, useTexts } from "../text/language.tsx";

export interface RequestListProps {
  /** Shows who somebody is. */
  readonly onPerson: (user: string) => void;
}

/** Friend requests, to oneself and of one's own. */
export function RequestList({ onPerson }: RequestListProps) {
  const { contact: texts } = useTexts();
  const me = useMe()?.profile.id;
  const requests = useFriendRequests();
  const incoming = requests.filter(({ to }) => to === me);
  const outgoing = requests.filter(({ from }) => from === me);
  if (requests.length === 0) {
    return (
      <Blank art={<UserPlus size={40} />} title={texts.noRequests}>
        {texts.noRequestsHint}
      </Blank>
    );
  }
  return (
    <>
      {incoming.length > 0 && (
        <section aria-label={texts.incoming}>
          <h3 className="sk-section">{texts.incoming}</h3>
          {incoming.map((request) => (
            <RequestRow key={request.from} request={request} other={request.from} own={false} onPerson={onPerson} />
          ))}
        </section>
      )}
      {outgoing.length > 0 && (
        <section aria-label={texts.outgoing}>
          <h3 className="sk-section">{texts.outgoing}</h3>
          {outgoing.map((request) => (
            <RequestRow key={request.to} request={request} other={request.to} own onPerson={onPerson} />
          ))}
        </section>
      )}
    </>
  );
}

interface RequestRowProps extends RequestListProps {
  readonly request: FriendRequest;
  readonly other: string;
  readonly own: boolean;
}

function RequestRow({ request, other, own, onPerson }: RequestRowProps) {
  const { contact: texts, kit } = useTexts();
  const client = useClient();
  const toast = useToast();
  const errorText = useErrorText();
  const formats = useFormats();
  const now = useNow();
  const person = usePerson(other);
  const act = useAction(async (what: "accept" | "refuse" | "withdraw") => {
    try {
      if (what === "withdraw") await client.act("contact.withdraw", { user: other });
      else await client.act("contact.answer", { user: other, accept: what === "accept" });
      if (what === "accept") toast(texts.nowFriends);
    } catch (error) {
      toast(errorText(error));
    }
  });
  const open = request.state === "open" && request.expires > now;
  const state = request.state === "open" && !open ? "expired" : request.state;
  const name = person?.name ?? kit.somebody;
  return (
    <>
      <Row
        leading={
          <button type="button" className="sk-face-button" aria-label={name} onClick={() => onPerson(other)}>
            <Avatar name={name} color={person?.color ?? 0} picture={person?.avatar} size={48} />
          </button>
        }
        title={<bdi>{name}</bdi>}
        titleEnd={
          <time dateTime={new Date(request.created).toISOString()}>{formats.listTime(request.created, now)}</time>
        }
        detail={<bdi>{person?.login ? `@${person.login}` : texts.wantsToBe}</bdi>}
        detailEnd={texts.state[state]}
      />
      {open && (
        <div className="sk-request">
          {request.greeting && (
            <p className="sk-quote" dir="auto">
              {request.greeting}
            </p>
          )}
          <div className="sk-two">
            {own ? (
              <Button busy={act.busy} onClick={() => act.run("withdraw")}>
                {texts.withdraw}
              </Button>
            ) : (
              <>
                <Button busy={act.busy} onClick={() => act.run("refuse")}>
                  {texts.refuse}
                </Button>
                <Button look="primary" busy={act.busy} onClick={() => act.run("accept")}>
                  {texts.accept}
                </Button>
              </>
            )}
          </div>
        </div>
      )}
    </>
  );
}
