import { Conversation, ConversationDetails, useMe } from "@skein/react";
import { useCallback } from "react";
import { goBack, navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";

export interface TalkProps {
  readonly id: string;
  /** The message to go to in it. */
  readonly seq: number | undefined;
  readonly details: boolean;
  readonly onDetails: () => void;
  /** A thread is open beside it. */
  readonly beside: boolean;
  /** Opens the thread of a message. */
  readonly onThread: (root: number, instead?: boolean) => void;
  /** Opens the direct talk with somebody. */
  readonly onPerson: (user: string) => void;
}

/** A conversation in its pane. */
export function Talk({ id, seq, details, beside, onDetails, onThread, onPerson }: TalkProps) {
  const enterSends = useMe()?.settings.enterSends ?? true;
  return (
    <Conversation
      id={id}
      at={seq}
      linkOf={useCallback((at: number) => new URL(pathTo.message(id, at), location.origin).href, [id])}
      enterSends={enterSends}
      onBack={() => goBack(pathTo.home)}
      onDetails={onDetails}
      detailsOpen={details}
      begin={!beside}
      onThread={onThread}
      onPerson={onPerson}
    />
  );
}

export interface TalkDetailsProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onMessage: (user: string) => void;
}

/** Whose conversation it is, in the pane beside it. */
export function TalkDetails({ id, onClose, onMessage }: TalkDetailsProps) {
  return (
    <ConversationDetails
      id={id}
      onClose={onClose}
      onMessage={onMessage}
      onJump={(seq) => navigate(pathTo.message(id, seq))}
      onLeft={() => {
        onClose();
        navigate(pathTo.home, { replace: true });
      }}
    />
  );
}
