import type { ConversationView } from "@skein/client";
import type { Folder } from "@skein/protocol";
import { useState } from "react";
import { useConversations } from "../../hook/use-conversations.ts";
import { useTitle } from "../../hook/use-title.ts";
import { moveByArrows } from "../../kit/arrow-keys.ts";
import { Button } from "../../kit/button.tsx";
import { CheckRow } from "../../kit/check-row.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { ConversationAvatar } from "../../list/conversation-row.tsx";
import { SearchField } from "../../list/search-field.tsx";
import { isolate } from "../../text/isolate.ts";
import { useTexts } from "../../text/language.tsx";
import { useFolders } from "./use-folders.ts";

export interface FillFolderProps {
  readonly folder: Folder;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Which conversations are in a folder. Each press takes effect at once. */
export function FillFolder({ folder, open, onClose }: FillFolderProps) {
  const { keep, kit, list } = useTexts();
  const conversations = useConversations();
  const { put } = useFolders();
  const [query, setQuery] = useState("");
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={keep.folderFill(isolate(folder.name))}
      size="tall"
      actions={
        <Button look="primary" onClick={onClose}>
          {kit.done}
        </Button>
      }
    >
      <div className="sk-picker">
        <SearchField label={list.search} value={query} onChange={setQuery} />
        <div className="sk-picker-list sk-scroll" role="group" aria-label={list.label} onKeyDown={moveByArrows}>
          {conversations.map((view) => (
            <Place
              key={view.id}
              view={view}
              query={query}
              chosen={view.folders.includes(folder.id)}
              onPress={(into) => put(view.id, folder.id, into)}
            />
          ))}
        </div>
      </div>
    </Dialog>
  );
}

interface PlaceProps {
  readonly view: ConversationView;
  readonly query: string;
  readonly chosen: boolean;
  readonly onPress: (into: boolean) => void;
}

function Place({ view, query, chosen, onPress }: PlaceProps) {
  const { name } = useTitle(view);
  if (!name.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase())) return null;
  return (
    <CheckRow
      leading={<ConversationAvatar view={view} size={40} />}
      title={<bdi>{isolate(name)}</bdi>}
      chosen={chosen}
      onClick={() => onPress(!chosen)}
    />
  );
}
