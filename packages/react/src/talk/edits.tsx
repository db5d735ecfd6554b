import type { Item } from "@skein/client";
import type { Entry } from "@skein/protocol";
import { useEffect, useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { Dialog } from "../kit/dialog.tsx";
import { Failure, RowsToCome } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { useWords } from "./kind/use-words.ts";

interface EditsProps {
  readonly id: string;
  readonly item: Item;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** How a message was edited: as it was first, then each edit. */
export function Edits({ id, item, open, onClose }: EditsProps) {
  const { message } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={message.edits}>
      <History id={id} item={item} />
    </Dialog>
  );
}

function History({ id, item }: { readonly id: string; readonly item: Item }) {
  const formats = useFormats();
  const { words } = useWords();
  const { conversation } = useConversation(id);
  const [entries, setEntries] = useState<readonly Entry[]>();
  const { run, error } = useAction(async () => setEntries(await conversation.edits(item.seq ?? 0)));
  useEffect(() => run(), [run]);
  if (error) return <Failure onRetry={run}>{error}</Failure>;
  if (!entries) return <RowsToCome count={2} />;
  return (
    <ol className="sk-edits">
      {entries.map((entry) => {
        // an edit's body is of the kind of the message
        const body = entry.kind === "message.edited" ? entry.body.body : entry.body;
        return (
          <li key={entry.seq}>
            <time dateTime={new Date(entry.at).toISOString()}>{formats.full(entry.at)}</time>
            <p dir="auto">{words({ kind: item.kind, body } as Item)}</p>
          </li>
        );
      })}
    </ol>
  );
}
