import type { GroupPreview } from "@skein/protocol";
import type { ReactNode } from "react";
import { Avatar } from "../kit/avatar.tsx";
import { useTexts } from "../text/language.tsx";

export interface GroupCardProps {
  readonly group: Pick<GroupPreview, "name" | "color" | "avatar" | "members" | "description">;
  /** What one can do about it. */
  readonly children?: ReactNode;
}

/** A group as whoever holds a link to it sees it from outside. */
export function GroupCard({ group: { name, color = 0, avatar, members, description }, children }: GroupCardProps) {
  const { talk } = useTexts();
  return (
    <section className="sk-group-card" aria-label={name}>
      <Avatar name={name} color={color} picture={avatar} size={96} />
      <p className="sk-profile-name">
        <bdi>{name}</bdi>
      </p>
      <p className="sk-bar-status">{talk.members(members)}</p>
      {description && (
        <p className="sk-group-words" dir="auto">
          {description}
        </p>
      )}
      {children}
    </section>
  );
}
