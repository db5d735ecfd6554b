import { SkeinError } from "@skein/client";
import type { JoinRequest } from "@skein/protocol";
import { UserRoundPlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useAnswer } from "../hook/use-answer.ts";
import { useConversation } from "../hook/use-conversations.ts";
import { useNow } from "../hook/use-now.ts";
import { usePerson } from "../hook/use-person.ts";
import { Answered } from "../kit/answered.tsx";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Row } from "../kit/row.tsx";
import { Blank } from "../kit/states.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useErrorText } from "../text/error-text.ts";
import { isolate } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";

/** Who asks to come into a group, and what they say; each is let in or not. */
export function JoinRequests({ view, open, onClose }: PanelDialogProps) {
  const { doors } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={doors.requests} size="tall">
      {open && <Waiting id={view.id} />}
    </Dialog>
  );
}

/** The oldest of them; as they are answered, those behind come up. */
const SHOWN = 50;

function Waiting({ id }: { readonly id: string }) {
  const { doors } = useTexts();
  const { view } = useConversation(id);
  const answer = useAnswer("group.requests", { conv: id, limit: SHOWN });
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set());
  const { again } = answer;
  const place = useRef<HTMLDivElement>(null);
  const seen = useRef(view?.requests);
  // somebody came, or was answered on another device
  useEffect(() => {
    if (seen.current !== view?.requests) again();
    seen.current = view?.requests;
  }, [again, view?.requests]);
  const done = ({ user, at }: JoinRequest): void => {
    setAnswered((before) => new Set([...before, `${user} ${at}`]));
    // the button that was pressed goes with its request
    place.current?.focus({ preventScroll: true });
  };
  return (
    <div className="sk-turned" ref={place} tabIndex={-1}>
      <Answered answer={answer}>
        {({ requests, total }) => {
          const left = requests.filter(({ user, at }) => !answered.has(`${user} ${at}`));
          if (left.length === 0 && total <= requests.length)
            return (
              <Blank art={<UserRoundPlus size={32} />} title={doors.noRequests}>
                {doors.noRequestsHint}
              </Blank>
            );
          return (
            <>
              <ul className="sk-requests">
                {left.map((request) => (
                  <li key={request.user}>
                    <Request id={id} request={request} onAnswered={() => done(request)} />
                  </li>
                ))}
              </ul>
              {total > requests.length && <p className="sk-aside">{doors.andMore(total - requests.length)}</p>}
            </>
          );
        }}
      </Answered>
    </div>
  );
}

interface RequestProps {
  readonly id: string;
  readonly request: JoinRequest;
  readonly onAnswered: () => void;
}

function Request({ id, request: { user, note, at }, onAnswered }: RequestProps) {
  const { doors, kit } = useTexts();
  const client = useClient();
  const toast = useToast();
  const errorText = useErrorText();
  const formats = useFormats();
  const now = useNow();
  const person = usePerson(user);
  const name = person?.name ?? kit.somebody;
  const act = useAction(async (accept: boolean) => {
    try {
      await client.call("group.answer", { conv: id, user, accept });
    } catch (thrown) {
      if (SkeinError.from(thrown).name !== "ended") return toast(errorText(thrown));
      toast(doors.answered);
    }
    onAnswered();
  });
  return (
    <article aria-label={name}>
      <Row
        leading={<Avatar name={name} color={person?.color ?? 0} picture={person?.avatar} size={40} />}
        title={<bdi>{name}</bdi>}
        titleEnd={<time dateTime={new Date(at).toISOString()}>{formats.listTime(at, now)}</time>}
        detail={person?.login && `@${person.login}`}
      />
      <div className="sk-request">
        {note ? (
          <p className="sk-quote sk-request-note" dir="auto">
            {note}
          </p>
        ) : (
          <p className="sk-field-hint">{doors.noNote}</p>
        )}
        <div className="sk-two">
          <Button busy={act.busy} aria-label={doors.refuseOf(isolate(name))} onClick={() => act.run(false)}>
            {doors.refuse}
          </Button>
          <Button
            look="primary"
            busy={act.busy}
            aria-label={doors.acceptOf(isolate(name))}
            onClick={() => act.run(true)}
          >
            {doors.accept}
          </Button>
        </div>
      </div>
    </article>
  );
}
