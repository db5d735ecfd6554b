import type { ConversationView } from "@skein/client";
import { LogOut } from "lucide-react";
import { useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { Confirm } from "../kit/confirm.tsx";
import { useTexts } from "../text/language.tsx";
import { PanelRow } from "./panel-row.tsx";

export interface LeaveGroupProps {
  readonly view: ConversationView;
  readonly onLeft?: (() => void) | undefined;
}

/** The way out of a group. */
export function LeaveGroup({ view, onLeft }: LeaveGroupProps) {
  const { group } = useTexts();
  const { conversation } = useConversation(view.id);
  const [open, setOpen] = useState(false);
  return (
    <>
      <PanelRow
        danger
        icon={<LogOut size={18} aria-hidden="true" />}
        title={group.leave}
        onClick={() => setOpen(true)}
      />
      <Confirm
        open={open}
        onClose={() => setOpen(false)}
        title={group.leaveTitle}
        verb={group.leaveVerb}
        onConfirm={async () => {
          await conversation.leave();
          onLeft?.();
        }}
      >
        {group.leaveWords}
      </Confirm>
    </>
  );
}
