import { useIsMe } from "../hook/use-me.ts";
import { usePerson } from "../hook/use-person.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Row } from "../kit/row.tsx";
import { useTexts } from "../text/language.tsx";

/** Somebody who has read something, or has not. */
export function Reader({ user }: { readonly user: string }) {
  const { kit } = useTexts();
  const person = usePerson(user);
  const name = person?.name ?? kit.somebody;
  const me = useIsMe(user);
  return (
    <Row
      leading={<Avatar name={name} color={person?.color ?? 0} picture={person?.avatar} size={32} />}
      title={
        <>
          <bdi>{name}</bdi>
          {me && <span className="sk-row-you"> ({kit.you})</span>}
        </>
      }
    />
  );
}
