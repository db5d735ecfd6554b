import type { Item } from "@skein/client";
import type { Member } from "@skein/protocol";
import { CheckCheck } from "lucide-react";
import { useState } from "react";
import { useMe } from "../hook/use-me.ts";
import { useMembers } from "../hook/use-members.ts";
import { usePerson } from "../hook/use-person.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Row } from "../kit/row.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useFormats, useTexts } from "../text/language.tsx";

export interface MessageInfoProps {
  readonly id: string;
  /** Open while there is one. */
  readonly item: Item | undefined;
  readonly onClose: () => void;
}

/** When a message was sent, who has read it and whom it has reached. Worked out from the members' marks, at any size of group. */
export function MessageInfo({ id, item, onClose }: MessageInfoProps) {
  const { talk } = useTexts();
  const [shown, setShown] = useState(item);
  if (item && item !== shown) setShown(item);
  return (
    <Dialog open={item !== undefined} onClose={onClose} title={talk.infoTitle}>
      {shown && <Reached id={id} item={shown} />}
    </Dialog>
  );
}

function Reached({ id, item }: { readonly id: string; readonly item: Item }) {
  const { talk } = useTexts();
  const formats = useFormats();
  const me = useMe()?.profile.id;
  const { members, loading, error, more } = useMembers(id);
  const seq = item.seq ?? Number.POSITIVE_INFINITY;
  const others = members.filter(({ user }) => user !== me && user !== item.from);
  const read = others.filter((member) => member.read >= seq);
  const delivered = others.filter((member) => member.read < seq && member.delivered >= seq);
  const waiting = others.filter((member) => member.delivered < seq);
  return (
    <>
      <dl className="sk-facts">
        <dt>{talk.sentAt}</dt>
        <dd>{formats.full(item.at)}</dd>
      </dl>
      {error && <Failure onRetry={more}>{error}</Failure>}
      {loading && others.length === 0 && <RowsToCome count={2} />}
      <People title={talk.readBy} members={read} read />
      <People title={talk.deliveredTo} members={delivered} />
      <People title={talk.notYet} members={waiting} />
    </>
  );
}

function People({
  title,
  members,
  read = false,
}: {
  readonly title: string;
  readonly members: readonly Member[];
  readonly read?: boolean;
}) {
  const formats = useFormats();
  if (members.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="sk-section sk-section-flush">
        {read && <CheckCheck size={16} aria-hidden="true" />} {title} · {formats.number(members.length)}
      </h3>
      <ul>
        {members.map(({ user }) => (
          <li key={user}>
            <PersonLine user={user} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PersonLine({ user }: { readonly user: string }) {
  const person = usePerson(user);
  const { kit } = useTexts();
  const name = person?.name ?? kit.somebody;
  return <Row leading={<Avatar name={name} color={person?.color ?? 0} size={32} />} title={<bdi>{name}</bdi>} />;
}
