import type { ReactElement } from "react";
import { File, Image, Link, type LucideIcon, Mic } from "lucide-react";
import { useOffline } from "../../hook/use-connection.ts";
import { usePages } from "../../hook/use-pages.ts";
import { Button } from "../../kit/button.tsx";
import { Blank, Failure, Offline, RowsToCome } from "../../kit/states.tsx";
import { useClient } from "../../provider.tsx";
import { useTexts } from "../../text/language.tsx";
import { SharedFile, SharedLinks, SharedMedia, SharedVoice } from "./shared-rows.tsx";
import type { SharedRowProps, Tab } from "./tabs.ts";

/** How what stands in each tab is shown: a row for each. */
const SHOWN: {
  readonly [T in Tab]: {
    readonly art: LucideIcon;
    readonly Row: (props: SharedRowProps) => ReactElement | null;
  };
} = {
  media: { art: Image, Row: SharedMedia },
  files: { art: File, Row: SharedFile },
  links: { art: Link, Row: SharedLinks },
  voice: { art: Mic, Row: SharedVoice },
};

export interface SharedListProps extends Pick<SharedRowProps, "id" | "onJump"> {
  readonly tab: Tab;
}

/** One tab: read a page at a time. */
export function SharedList({ id, tab, onJump }: SharedListProps) {
  const { files: t } = useTexts();
  const client = useClient();
  const offline = useOffline();
  const { items, hasMore, busy, error, more } = usePages(async (before: number | undefined) => {
    const page = await client.call("conversation.files", {
      conv: id,
      what: tab,
      ...(before !== undefined && { before }),
    });
    return { items: page.entries, ...(page.next !== undefined && { next: page.next }) };
  });
  const { art: Art, Row } = SHOWN[tab];
  if (!items) {
    if (offline) return <Offline>{t.needsServer}</Offline>;
    return error === undefined ? <RowsToCome count={3} /> : <Failure onRetry={more}>{error}</Failure>;
  }
  if (items.length === 0) return <Blank art={<Art size={32} />} title={t.none[tab]} />;
  return (
    <>
      <ul className="sk-shared-list" data-tab={tab} aria-label={t.tabs[tab]}>
        {items.map((entry) => (
          <Row key={entry.seq} id={id} entry={entry} entries={items} onJump={onJump} />
        ))}
      </ul>
      {error !== undefined && <Failure onRetry={more}>{error}</Failure>}
      {hasMore && error === undefined && (
        <Button busy={busy} onClick={more}>
          {t.more}
        </Button>
      )}
    </>
  );
}
