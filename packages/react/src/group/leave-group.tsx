import type { ConversationView } from "@skein/client";
import { ArrowRightLeft, LogOut, Trash2 } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { Confirm } from "../kit/confirm.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { DissolveGroup } from "./dissolve-group.tsx";
import { LastOwner } from "./last-owner.tsx";
import { PanelRow } from "./panel-row.tsx";
import { mayHere } from "./rights.ts";

const TransferGroup = lazy(async () => ({ default: (await import("./transfer-group.tsx")).TransferGroup }));

export interface LeaveGroupProps {
  readonly view: ConversationView;
  readonly onLeft?: (() => void) | undefined;
}

type Asking = "leave" | "lastOwner" | "transfer" | "transferAndLeave" | "dissolve";

/** The ways out of a group: hand it on, leave it, end it for everybody. */
export function LeaveGroup({ view, onLeft }: LeaveGroupProps) {
  const { group } = useTexts();
  const client = useClient();
  const { conversation } = useConversation(view.id);
  const [asking, setAsking] = useState<Asking>();
  const [transferring, setTransferring] = useState(false);
  const close = (): void => setAsking(undefined);
  const owner = mayHere(view, "owner");
  const ask = (what: Asking): void => {
    if (what.startsWith("transfer")) setTransferring(true);
    setAsking(what);
  };
  // the last owner is told before they try: what they want has to be done otherwise
  const leave = useAction(async () => {
    const alone = owner && view.members > 1 && (await isLastOwner());
    ask(alone ? "lastOwner" : "leave");
  });
  const isLastOwner = async (): Promise<boolean> => {
    try {
      const { members } = await client.call("group.members", { conv: view.id, role: "owner", limit: 2 });
      return members.length === 1;
    } catch {
      // the server decides when they leave
      return false;
    }
  };
  return (
    <>
      {owner && (
        <PanelRow
          icon={<ArrowRightLeft size={18} aria-hidden="true" />}
          title={group.transfer}
          onClick={() => ask("transfer")}
        />
      )}
      <PanelRow danger icon={<LogOut size={18} aria-hidden="true" />} title={group.leave} onClick={leave.run} />
      {owner && (
        <PanelRow
          danger
          icon={<Trash2 size={18} aria-hidden="true" />}
          title={group.dissolve}
          onClick={() => ask("dissolve")}
        />
      )}
      <Confirm
        open={asking === "leave"}
        onClose={close}
        title={group.leaveTitle}
        verb={group.leaveVerb}
        onConfirm={async () => {
          await conversation.leave();
          onLeft?.();
        }}
      >
        {view.settings?.dissolved === undefined ? group.leaveWords : group.leaveDissolved}
      </Confirm>
      <LastOwner
        open={asking === "lastOwner"}
        onClose={close}
        onTransfer={() => ask("transferAndLeave")}
        onDissolve={() => ask("dissolve")}
      />
      {transferring && (
        <Suspense fallback={null}>
          <TransferGroup
            view={view}
            open={asking === "transfer" || asking === "transferAndLeave"}
            onClose={close}
            onDone={asking === "transferAndLeave" ? () => ask("leave") : undefined}
          />
        </Suspense>
      )}
      <DissolveGroup view={view} open={asking === "dissolve"} onClose={close} />
    </>
  );
}
