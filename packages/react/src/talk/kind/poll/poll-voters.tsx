import type { Profile } from "@skein/protocol";
import { useCallback, useEffect, useState } from "react";
import { useConversation } from "../../../hook/use-conversations.ts";
import { Button } from "../../../kit/button.tsx";
import { Dialog } from "../../../kit/dialog.tsx";
import { Failure, RowsToCome } from "../../../kit/states.tsx";
import { useAction } from "../../../kit/use-action.ts";
import { Avatar } from "../../../kit/avatar.tsx";
import { isolate } from "../../../text/isolate.ts";
import { useTexts } from "../../../text/language.tsx";

export interface PollVotersProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly id: string;
  readonly seq: number;
  readonly choice: number;
  readonly option: string;
}

/** Who chose an option, page by page. */
export function PollVoters({ open, onClose, id, seq, choice, option }: PollVotersProps) {
  const { kinds } = useTexts();
  const { conversation } = useConversation(id);
  const [people, setPeople] = useState<readonly Profile[]>();
  const [next, setNext] = useState<string>();
  const load = useAction(
    useCallback(
      async (after?: string) => {
        const page = await conversation.voters(seq, choice, after);
        const found = page.voters.flatMap((user) => page.users.find((one) => one.id === user) ?? []);
        setPeople((before) => (after === undefined || !before ? found : [...before, ...found]));
        setNext(page.next);
      },
      [conversation, seq, choice],
    ),
  );
  const { run } = load;
  useEffect(() => run(), [run]);
  return (
    <Dialog open={open} onClose={onClose} title={kinds.whoVoted(isolate(option))} size="small">
      {load.error && <Failure onRetry={() => run(next)}>{load.error}</Failure>}
      {!people && !load.error && <RowsToCome count={3} />}
      {people?.length === 0 && <p className="sk-aside">{kinds.noVoters}</p>}
      <ul className="sk-voters">
        {people?.map(({ id: user, name, color, avatar }) => (
          <li key={user}>
            <Avatar name={name} color={color} picture={avatar} size={36} />
            <bdi>{name}</bdi>
          </li>
        ))}
      </ul>
      {next !== undefined && (
        <Button busy={load.busy} onClick={() => run(next)}>
          {kinds.moreVoters}
        </Button>
      )}
    </Dialog>
  );
}
