import type { Person } from "@skein/client";
import type { ReactNode } from "react";
import { usePresence } from "../hook/use-presence.ts";
import { Avatar } from "../kit/avatar.tsx";
import { RowButton, type RowButtonProps } from "../kit/row.tsx";
import { useTexts } from "../text/language.tsx";

export interface PersonRowProps extends Omit<RowButtonProps, "title" | "leading" | "detail"> {
  readonly person: Person;
  /** Instead of the log-in name. */
  readonly detail?: ReactNode;
}

/** A person in a list. */
export function PersonRow({ person, detail, titleEnd, ...row }: PersonRowProps) {
  const { talk } = useTexts();
  const online = usePresence(person.id)?.online ?? false;
  return (
    <RowButton
      {...row}
      leading={<Avatar name={person.name} color={person.color} picture={person.avatar} size={48} online={online} />}
      title={
        <>
          <bdi>{person.name}</bdi>
          {online && <span className="sk-hidden"> ({talk.online})</span>}
        </>
      }
      titleEnd={titleEnd}
      detail={detail ?? detailOf(person)}
    />
  );
}

/** Their own name where one calls them otherwise, and the log-in name, by which people of one name are told apart. */
function detailOf({ ownName, login, about }: Person): ReactNode {
  if (ownName === undefined) return login ? `@${login}` : about;
  return (
    <>
      <bdi>{ownName}</bdi>
      {login && ` @${login}`}
    </>
  );
}
