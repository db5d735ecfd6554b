import type { Item } from "@skein/client";
import { useConversation } from "../hook/use-conversations.ts";
import { usePages } from "../hook/use-pages.ts";
import { usePerson } from "../hook/use-person.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Row } from "../kit/row.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useTexts } from "../text/language.tsx";

interface ReactorsProps {
  readonly id: string;
  readonly item: Item;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Who reacted to a message, the first ones first. */
export function Reactors({ id, item, open, onClose }: ReactorsProps) {
  const { message } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={message.reactionsLabel}>
      <Everyone id={id} seq={item.seq ?? 0} />
    </Dialog>
  );
}

interface Reactor {
  readonly user: string;
  readonly emoji: string;
}

function Everyone({ id, seq }: { readonly id: string; readonly seq: number }) {
  const { kit } = useTexts();
  const { conversation } = useConversation(id);
  const {
    items: reactors = [],
    hasMore,
    busy,
    error,
    more,
  } = usePages<Reactor, number>(async (after) => {
    const page = await conversation.reactors(seq, after);
    return { items: page.reactors, next: page.next };
  });
  return (
    <>
      <ul>
        {reactors.map(({ user, emoji }) => (
          <li key={`${user} ${emoji}`}>
            <ReactorRow user={user} emoji={emoji} />
          </li>
        ))}
      </ul>
      {error && <Failure onRetry={more}>{error}</Failure>}
      {busy && reactors.length === 0 && <RowsToCome count={2} />}
      {hasMore && (
        <Button busy={busy} onClick={more}>
          {kit.more}
        </Button>
      )}
    </>
  );
}

function ReactorRow({ user, emoji }: Reactor) {
  const person = usePerson(user);
  const { kit } = useTexts();
  const name = person?.name ?? kit.somebody;
  return (
    <Row
      leading={<Avatar name={name} color={person?.color ?? 0} picture={person?.avatar} size={32} />}
      title={<bdi>{name}</bdi>}
      titleEnd={<span className="sk-reactor-emoji">{emoji}</span>}
    />
  );
}
