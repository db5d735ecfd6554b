import type { ConversationView } from "@skein/client";
import { Archive } from "lucide-react";
import { useNow } from "../hook/use-now.ts";
import { Badge } from "../kit/badge.tsx";
import { RowButton } from "../kit/row.tsx";
import { unreadTotal } from "../keep/quiet.ts";
import { useFormats, useTexts } from "../text/language.tsx";

/** The row's height, px: the rows after it are virtual and must know where they begin. */
export const ARCHIVE_ROW = 60;

export interface ArchiveRowProps {
  readonly archived: readonly ConversationView[];
  readonly onOpen: () => void;
}

/** On top of the list: the way into the archive, and how much is in it. */
export function ArchiveRow({ archived, onOpen }: ArchiveRowProps) {
  const { keep } = useTexts();
  const formats = useFormats();
  const calling = unreadTotal(archived, useNow());
  const unread = archived.reduce((sum, view) => sum + view.unread, 0);
  return (
    <RowButton
      className="sk-archive-row"
      style={{ blockSize: ARCHIVE_ROW }}
      leading={
        <span className="sk-keep-icon" aria-hidden="true">
          <Archive size={20} />
        </span>
      }
      title={keep.archived}
      titleEnd={
        <>
          <span aria-hidden="true">{formats.number(archived.length)}</span>
          <span className="sk-hidden">{keep.archiveCount(archived.length)}</span>
          <Badge count={unread} quiet={calling === 0} />
        </>
      }
      onClick={onOpen}
    />
  );
}
