import type { ConversationView } from "@skein/client";
import { mayInGroup } from "@skein/protocol";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../kit/avatar.tsx";
import { IconButton } from "../kit/button.tsx";
import { useTexts } from "../text/language.tsx";
import { EditGroup } from "./edit-group.tsx";

/** A group's colour, name and size. */
export function GroupFace({ view }: { readonly view: ConversationView }) {
  const { group, talk } = useTexts();
  const [editing, setEditing] = useState(false);
  return (
    <>
      <Avatar name={view.name ?? ""} color={view.color ?? 0} size={96} />
      <h3 className="sk-profile-name">
        <bdi>{view.name}</bdi>
        {mayInGroup(view.settings?.permissions, view.role ?? "member", "info") && (
          <IconButton label={group.edit} onClick={() => setEditing(true)}>
            <Pencil size={16} aria-hidden="true" />
          </IconButton>
        )}
      </h3>
      <p className="sk-bar-status">{talk.members(view.members)}</p>
      <EditGroup view={view} open={editing} onClose={() => setEditing(false)} />
    </>
  );
}
