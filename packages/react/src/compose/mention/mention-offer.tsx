import { Users } from "lucide-react";
import { Avatar } from "../../kit/avatar.tsx";
import { useTexts } from "../../text/language.tsx";
import { Offer } from "../offer.tsx";
import type { Completion } from "../use-completion.ts";
import type { Mentionable } from "./use-mentionable.ts";

export interface MentionOfferProps {
  readonly id: string;
  readonly completion: Completion<Mentionable>;
}

/** People over the field, for what is written after an `@`. */
export function MentionOffer({ id, completion }: MentionOfferProps) {
  const { mention } = useTexts().message;
  return (
    <Offer
      id={id}
      completion={completion}
      label={mention.offer}
      told={mention.offered}
      keyOf={({ user = "*" }) => user}
      renderRow={(row) => <Person row={row} />}
    />
  );
}

function Person({ row: { name, person, nick } }: { readonly row: Mentionable }) {
  const { mention } = useTexts().message;
  if (!person) {
    return (
      <>
        <span className="sk-offer-face" aria-hidden="true">
          <Users size={18} />
        </span>
        <span className="sk-offer-words">
          <bdi>{name}</bdi>
          <span className="sk-offer-hint">{mention.everyoneHint}</span>
        </span>
      </>
    );
  }
  // beside what the group calls them: who that is
  const other = nick === undefined ? person.login : person.name;
  return (
    <>
      <Avatar name={person.name} color={person.color} picture={person.avatar} size={32} />
      <span className="sk-offer-words">
        <bdi>{nick ?? person.name}</bdi>
        {other !== undefined && <span className="sk-offer-hint">{nick === undefined ? `@${other}` : other}</span>}
      </span>
    </>
  );
}
