import type { ConversationView } from "@skein/client";
import { directId } from "@skein/protocol";
import { Bookmark } from "lucide-react";
import { useState } from "react";
import { useConversation, useConversations } from "../hook/use-conversations.ts";
import { useTitle } from "../hook/use-title.ts";
import { useMe } from "../hook/use-me.ts";
import { moveByArrows } from "../kit/arrow-keys.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { CheckRow } from "../kit/check-row.tsx";
import { Choice } from "../kit/choice.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { ConversationAvatar } from "../list/conversation-row.tsx";
import { SearchField } from "../list/search-field.tsx";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";

export interface ForwardDialogProps {
  /** The conversation they were said in. */
  readonly id: string;
  readonly seqs: readonly number[];
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Chooses conversations, the latest first, and says messages again there. */
export function ForwardDialog({ id, seqs, open, onClose, onDone }: ForwardDialogProps) {
  const { message, list } = useTexts();
  const { conversation } = useConversation(id);
  const conversations = useConversations();
  const client = useClient();
  const me = useMe()?.profile.id;
  const toast = useToast();
  const [query, setQuery] = useState("");
  const [to, setTo] = useState<readonly string[]>([]);
  const [how, setHow] = useState<"single" | "merged">("single");
  // the same at every try, as long as the dialog is there
  const [key] = useState(() => conversation.newKey());
  const { run, busy, error } = useAction(async () => {
    // the saved messages may have to be begun
    if (me !== undefined && to.includes(directId(me, me))) await client.openDirect(me);
    await conversation.forward([...seqs], [...to], how === "merged", `${key}-${how}`);
    onDone();
    onClose();
    toast(message.forwarded);
  });
  const toggle = (one: string): void => setTo(to.includes(one) ? to.filter((other) => other !== one) : [...to, one]);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={message.forwardTo}
      size="tall"
      actions={
        <Button look="primary" busy={busy} disabled={to.length === 0} onClick={run}>
          {message.forwardVerb(to.length)}
        </Button>
      }
    >
      <div className="sk-picker">
        <SearchField label={list.search} value={query} onChange={setQuery} />
        {seqs.length > 1 && (
          <Choice
            label={message.forwardHow}
            value={how}
            onChange={setHow}
            options={[
              { value: "single", label: message.oneByOne },
              { value: "merged", label: message.merged },
            ]}
          />
        )}
        {error && (
          <p className="sk-field-error" role="alert">
            {error}
          </p>
        )}
        <div className="sk-picker-list sk-scroll" role="group" aria-label={list.label} onKeyDown={moveByArrows}>
          <SavedPlace query={query} to={to} onPress={toggle} />
          {conversations.map((view) => (
            <Place
              key={view.id}
              view={view}
              query={query}
              chosen={to.includes(view.id)}
              onPress={() => toggle(view.id)}
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
  readonly onPress: () => void;
}

function Place({ view, query, chosen, onPress }: PlaceProps) {
  const { name, saved } = useTitle(view);
  // the saved messages stand first
  if (saved || !isNamed(name, query)) return null;
  return (
    <CheckRow
      leading={<ConversationAvatar view={view} size={40} />}
      title={<bdi>{isolate(name)}</bdi>}
      chosen={chosen}
      onClick={onPress}
    />
  );
}

interface SavedPlaceProps {
  readonly query: string;
  readonly to: readonly string[];
  readonly onPress: (id: string) => void;
}

/** One's saved messages come first, also where nothing was saved yet. */
function SavedPlace({ query, to, onPress }: SavedPlaceProps) {
  const { list } = useTexts();
  const me = useMe()?.profile;
  if (!me || !isNamed(list.saved, query)) return null;
  const id = directId(me.id, me.id);
  return (
    <CheckRow
      leading={<Avatar name={list.saved} color={me.color} size={40} icon={<Bookmark aria-hidden="true" />} />}
      title={list.saved}
      chosen={to.includes(id)}
      onClick={() => onPress(id)}
    />
  );
}

function isNamed(name: string, query: string): boolean {
  return name.toLocaleLowerCase().includes(query.trim().toLocaleLowerCase());
}
