import { ContactRound } from "lucide-react";
import { usePerson } from "../../hook/use-person.ts";
import { Avatar } from "../../kit/avatar.tsx";
import { isolate } from "../../text/isolate.ts";
import { useTexts } from "../../text/language.tsx";
import { useTalk } from "../talk-state.tsx";
import type { ContentProps, MessageKind } from "./row.ts";

/** A person: opens their card. */
export const contactKind: MessageKind<"contact"> = {
  Content: ContactContent,
  words: ({ user }, { texts, nameOf }) => texts.kinds.contactOf(nameOf(user)),
  copy: ({ user }, { nameOf }) => nameOf(user),
};

function ContactContent({ item, end }: ContentProps<"contact">) {
  const { kinds, kit } = useTexts();
  const { openCard } = useTalk();
  const { user } = item.body;
  const person = usePerson(user);
  const name = person?.name ?? kit.somebody;
  return (
    <div className="sk-card">
      <button
        type="button"
        className="sk-contact"
        aria-label={kinds.openCard(isolate(name))}
        onClick={() => openCard(user)}
      >
        <Avatar name={name} color={person?.color ?? 0} picture={person?.avatar} size={48} />
        <span className="sk-contact-words">
          <bdi className="sk-card-title">{name}</bdi>
          {person?.login && <span className="sk-card-detail">@{person.login}</span>}
        </span>
      </button>
      <p className="sk-card-foot">
        <ContactRound size={14} aria-hidden="true" />
        {kinds.contact}
        {end}
      </p>
    </div>
  );
}
