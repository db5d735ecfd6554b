import { AVATAR_COLORS } from "@skein/protocol";
import type { ReactNode } from "react";
import { AvatarPicture } from "./avatar-picture.tsx";
import { initials } from "./initials.ts";

export interface AvatarProps {
  readonly name: string;
  /** Index of one of the twelve avatar colours. */
  readonly color: number;
  /** `avatar` of a person, or of a group's settings: shown over the initials once it is there. */
  readonly picture?: string | null | undefined;
  /** px; 40 when not given. */
  readonly size?: number;
  /** Shows the dot of someone who is here. The words for it belong to the row around. */
  readonly online?: boolean;
  /** A sign instead of the initials, for what is not a person. */
  readonly icon?: ReactNode;
}

/** Decoration beside a name that is always written out, so hidden from screen readers. */
export function Avatar({ name, color, picture, size = 40, online = false, icon }: AvatarProps) {
  const style = {
    "--sk-avatar": `var(--sk-avatar-${Math.abs(color) % AVATAR_COLORS})`,
    "--sk-avatar-size": `${size}px`,
  };
  return (
    <span className="sk-avatar" style={style} aria-hidden="true" data-online={online || undefined}>
      <span className="sk-avatar-face" data-initials={icon ? undefined : initials(name)}>
        {icon}
        {picture && <AvatarPicture key={picture} picture={picture} size={size} />}
      </span>
      {online && <span className="sk-avatar-dot" />}
    </span>
  );
}
