import type { ConversationView } from "@skein/client";
import { useTexts } from "../text/language.tsx";
import { GroupAnnouncement } from "./group-announcement.tsx";
import { GroupDoors } from "./group-doors.tsx";
import { GroupFace } from "./group-face.tsx";
import { GroupMembers } from "./group-members.tsx";
import { GroupRules } from "./group-rules.tsx";
import { LeaveGroup } from "./leave-group.tsx";

export interface GroupInfoProps {
  readonly view: ConversationView;
  readonly onMessage?: ((user: string) => void) | undefined;
  /** One is a member no longer. */
  readonly onLeft?: (() => void) | undefined;
}

/**
 * A group, section by section. Each section is a file of its own and shows nothing to whom it is of no use; what is more than a
 * line is a row (`PanelRow`) that opens a dialog of its own.
 */
export function GroupInfo({ view, onMessage, onLeft }: GroupInfoProps) {
  const { group } = useTexts();
  return (
    <div className="sk-profile">
      <GroupFace view={view} />
      <GroupAnnouncement view={view} />
      <GroupDoors view={view} />
      <GroupMembers view={view} onMessage={onMessage} />
      <GroupRules view={view} />
      <section className="sk-profile-part" aria-label={group.ending}>
        <LeaveGroup view={view} onLeft={onLeft} />
      </section>
    </div>
  );
}
