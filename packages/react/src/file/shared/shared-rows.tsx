import type { Bodies } from "@skein/protocol";
import { MessageSquareText, Play } from "lucide-react";
import type { ReactNode } from "react";
import { useNameHere } from "../../hook/use-name-here.ts";
import { IconButton } from "../../kit/button.tsx";
import type { MessageItem } from "../../talk/kind/row.ts";
import { SafeLink } from "../../talk/safe-link.tsx";
import { isolate } from "../../text/isolate.ts";
import { useFormats, useTexts } from "../../text/language.tsx";
import { FileFace, FileName } from "../file-face.tsx";
import { Picture } from "../picture.tsx";
import { useSave } from "../use-save.ts";
import { useVoice } from "../use-voice.ts";
import { useGallery } from "../viewer/gallery.ts";
import { piecesOf } from "../viewer/pieces.ts";
import { WaveBars } from "../wave-bars.tsx";
import { linksIn } from "./links-in.ts";
import type { SharedEntry, SharedRowProps } from "./tabs.ts";

/** px, of a square in the grid. */
const SQUARE = 110;

/** An entry as a line of a talk. */
function lineOf(entry: SharedEntry): MessageItem {
  return { ...entry, id: String(entry.seq), state: "sent", said: true } as unknown as MessageItem;
}

/** Pictures and videos of one message, as squares. */
export function SharedMedia({ id, entry, entries }: SharedRowProps) {
  const { files: t } = useTexts();
  const formats = useFormats();
  const open = useGallery();
  const item = lineOf(entry);
  const among = (): ReturnType<typeof piecesOf> => entries.toReversed().flatMap((one) => piecesOf(lineOf(one)));
  const pieces = piecesOf(item);
  return (
    <>
      {pieces.map((piece, at) => (
        <li key={piece.key}>
          <button
            type="button"
            className="sk-shared-square"
            aria-label={`${piece.video ? t.openVideo : t.openPhoto}, ${formats.moment(piece.at)}`}
            onClick={() => open({ conv: id, item, at, among: among() })}
          >
            {(piece.poster ?? !piece.video) ? (
              <Picture file={piece.poster ?? piece.file} width={SQUARE} alt="" />
            ) : (
              <span className="sk-picture" />
            )}
            {piece.video && (
              <span className="sk-video-mark">
                <Play size={12} fill="currentColor" aria-hidden="true" />
              </span>
            )}
          </button>
        </li>
      ))}
    </>
  );
}

interface SharedRowFrameProps extends Pick<SharedRowProps, "id" | "entry" | "onJump"> {
  readonly face: ReactNode;
  readonly children: ReactNode;
}

/** A row: what it is, whose and of when, and the way to its message. */
function SharedRow({ id, entry, onJump, face, children }: SharedRowFrameProps) {
  const { files: t } = useTexts();
  const formats = useFormats();
  const { name } = useNameHere(id, entry.from);
  return (
    <li className="sk-shared-row">
      <span className="sk-file-face">{face}</span>
      <span className="sk-file-words">
        {children}
        <span className="sk-card-detail sk-shared-by">
          <bdi>{name}</bdi> · <time dateTime={new Date(entry.at).toISOString()}>{formats.moment(entry.at)}</time>
        </span>
      </span>
      {onJump && (
        <IconButton label={t.toMessage} onClick={() => onJump(entry.seq)}>
          <MessageSquareText size={18} aria-hidden="true" />
        </IconButton>
      )}
    </li>
  );
}

export function SharedFile({ entry, ...row }: SharedRowProps) {
  const { files: t } = useTexts();
  const formats = useFormats();
  const { save } = useSave();
  const { file } = entry.body as Bodies["file"];
  const size = formats.bytes(file.size);
  return (
    <SharedRow
      {...row}
      entry={entry}
      face={
        <button
          type="button"
          className="sk-file-press"
          aria-label={t.download(isolate(file.name), size)}
          onClick={() => save(file)}
        >
          <FileFace type={file.type} />
        </button>
      }
    >
      <FileName name={file.name} />
      <span className="sk-card-detail">{size}</span>
    </SharedRow>
  );
}

export function SharedLinks({ entry, ...row }: SharedRowProps) {
  const {
    text = "",
    caption = "",
    preview,
  } = entry.body as {
    readonly text?: string;
    readonly caption?: string;
    readonly preview?: { readonly url: string; readonly title: string };
  };
  const links = linksIn(`${text}\n${caption}`);
  const [first = ""] = links;
  return (
    <SharedRow
      {...row}
      entry={entry}
      face={<span className="sk-shared-letter">{hostOf(first).charAt(0).toUpperCase()}</span>}
    >
      {preview && <bdi className="sk-shared-title">{preview.title}</bdi>}
      {links.map((href) => (
        <span key={href} className="sk-shared-link">
          <SafeLink href={href}>{href}</SafeLink>
        </span>
      ))}
    </SharedRow>
  );
}

export function SharedVoice({ id, entry, onJump }: SharedRowProps) {
  const { files: t } = useTexts();
  const formats = useFormats();
  const item = lineOf(entry) as MessageItem<"voice">;
  const { on, at, toggle } = useVoice(id, item);
  const { duration, wave } = item.body;
  return (
    <SharedRow
      {...{ id, entry, onJump }}
      face={
        <button type="button" className="sk-voice-press" aria-label={on ? t.pause : t.play} onClick={toggle}>
          <Play size={18} fill="currentColor" aria-hidden="true" />
        </button>
      }
    >
      <span className="sk-shared-wave">
        <WaveBars wave={wave} part={duration > 0 ? at / duration : 0} />
        <span className="sk-card-detail">{formats.countdown(duration)}</span>
      </span>
    </SharedRow>
  );
}

/** The name of the place that an address leads to; the address itself where it leads to none. */
function hostOf(href: string): string {
  return URL.canParse(href) ? new URL(href).host.replace(/^www\./, "") || href : href;
}
