import { SkeinError } from "@skein/client";
import type { GroupPreview } from "@skein/protocol";
import { useEffect, useState } from "react";
import { useAnswer } from "../hook/use-answer.ts";
import { useOffline } from "../hook/use-connection.ts";
import { useConversation } from "../hook/use-conversations.ts";
import { Button } from "../kit/button.tsx";
import { Offline, RowsToCome } from "../kit/states.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { AskToJoin } from "./ask-to-join.tsx";
import { GroupCard } from "./group-card.tsx";
import { LinkEnd } from "./link-end.tsx";

export interface JoinGroupProps {
  /** Of the link that was opened. */
  readonly code: string;
  /** Comes in without another press, where that needs nobody's word: the reader has said so before they signed in. */
  readonly wished?: boolean;
  /** One is in: shows the group. */
  readonly onOpen: (id: string) => void;
}

/**
 * What a link to a group leads to: a look at the group from outside, and the way in. Whoever is in already goes straight there.
 *
 * @example <JoinGroup key={code} code={code} onOpen={(id) => navigate(`/c/${id}`)} />
 */
export function JoinGroup({ code, wished = false, onOpen }: JoinGroupProps) {
  const { kit } = useTexts();
  const client = useClient();
  const offline = useOffline();
  const { result: group, fault, again } = useAnswer("group.preview", { code });
  const [refused, setRefused] = useState(false);
  const [stopped, setStopped] = useState<SkeinError>();
  useEffect(
    () =>
      client.on("self", ({ kind }) => {
        if (kind === "self.refused") setRefused(true);
        if (kind === "self.refused" || kind === "self.joined" || kind === "self.left") again();
      }),
    [client, again],
  );
  const retry = (): void => {
    setStopped(undefined);
    again();
  };
  if (stopped) return <LinkEnd fault={stopped} onRetry={retry} />;
  if (fault) return <LinkEnd fault={fault} onRetry={retry} />;
  if (!group) return offline ? <Offline>{kit.offline}</Offline> : <RowsToCome count={2} />;
  if (group.conv !== undefined) return <Inside group={group} id={group.conv} onOpen={onOpen} />;
  return (
    <AskToJoin
      code={code}
      group={group}
      wished={wished}
      refused={refused}
      onAsked={() => {
        setRefused(false);
        again();
      }}
      onStopped={(thrown) => setStopped(SkeinError.from(thrown))}
    />
  );
}

interface InsideProps {
  readonly group: GroupPreview;
  readonly id: string;
  readonly onOpen: (id: string) => void;
}

/** One is in; the group opens as soon as this device knows it. */
function Inside({ group, id, onOpen }: InsideProps) {
  const { doors } = useTexts();
  const { view } = useConversation(id);
  const known = view !== undefined;
  useEffect(() => {
    if (known) onOpen(id);
  }, [known, id, onOpen]);
  return (
    <GroupCard group={group}>
      <p role="status">{doors.joined}</p>
      <Button look="primary" onClick={() => onOpen(id)}>
        {doors.open}
      </Button>
    </GroupCard>
  );
}
