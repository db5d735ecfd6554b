import type { ConversationView } from "@skein/client";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { ChangeFace } from "../face/change-face.tsx";
import { Avatar } from "../kit/avatar.tsx";
import { Button, IconButton } from "../kit/button.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { EditGroup } from "./edit-group.tsx";
import { mayHere } from "./rights.ts";

/** A group's colour, name, size and what it is about. */
export function GroupFace({ view }: { readonly view: ConversationView }) {
  const { group, talk } = useTexts();
  const formats = useFormats();
  const [editing, setEditing] = useState(false);
  const { dissolved, description, avatar } = view.settings ?? {};
  const looks = { name: view.name ?? "", color: view.color ?? 0, picture: avatar };
  return (
    <>
      {mayHere(view, "info") ? <ChangeFace {...looks} conv={view.id} /> : <Avatar {...looks} size={96} />}
      <h3 className="sk-profile-name">
        <bdi>{view.name}</bdi>
        {mayHere(view, "info") && (
          <IconButton label={group.edit} onClick={() => setEditing(true)}>
            <Pencil size={16} aria-hidden="true" />
          </IconButton>
        )}
      </h3>
      <p className="sk-bar-status">
        {dissolved === undefined ? talk.members(view.members) : group.dissolved(formats.date(dissolved))}
      </p>
      {description && <Description text={description} />}
      <EditGroup view={view} open={editing} onClose={() => setEditing(false)} />
    </>
  );
}

/** Longer ones begin with so many characters or lines. */
const SHORT = { length: 160, lines: 4 };

function Description({ text }: { readonly text: string }) {
  const { group } = useTexts();
  const [whole, setWhole] = useState(false);
  const long = text.length > SHORT.length || text.split("\n").length > SHORT.lines;
  return (
    <div className="sk-group-about">
      <p dir="auto" data-whole={whole || !long}>
        {text}
      </p>
      {long && (
        <Button look="quiet" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? group.descriptionLess : group.descriptionMore}
        </Button>
      )}
    </div>
  );
}
