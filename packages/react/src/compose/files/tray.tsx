import { LIMITS } from "@skein/protocol";
import { ChevronDown, ChevronUp, Plus, X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import type { FileLimits } from "@skein/client";
import { FileFace, FileName } from "../../file/file-face.tsx";
import { objectUrl } from "../../file/object-url.ts";
import { useFiles } from "../../file/use-files.ts";
import { useConversation } from "../../hook/use-conversations.ts";
import { useOnline } from "../../hook/use-connection.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { TextField } from "../../kit/field.tsx";
import { useAnnounce } from "../../kit/live-region.tsx";
import { useToast } from "../../kit/toast.tsx";
import { Toggle } from "../../kit/toggle.tsx";
import { useErrorText } from "../../text/error-text.ts";
import { isolate } from "../../text/isolate.ts";
import { useFormats, useTexts } from "../../text/language.tsx";
import { type Chosen, movedBy } from "./chosen.ts";
import { faultsOf } from "./faults.ts";
import { messagesOf } from "./messages.ts";
import { useChosen } from "./use-chosen.ts";

export interface TrayProps {
  readonly id: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly first: readonly File[];
  /** The message that is answered, and the thread that it stands in. */
  readonly reply: number | undefined;
  readonly thread: number | undefined;
  /** What was typed already stands under it. */
  readonly words: string;
  /** It was sent. */
  readonly onSent: () => void;
}

/** Files before they are sent: how they look, in which order, with which words, and what stands in the way. */
export function Tray({ id, open, onClose, first, reply, thread, words, onSent }: TrayProps) {
  const texts = useTexts();
  const { files: t, kinds } = texts;
  const formats = useFormats();
  const announce = useAnnounce();
  const toast = useToast();
  const errorText = useErrorText();
  const files = useFiles();
  const limits = useLimits();
  const { conversation } = useConversation(id);
  const { all, looking, add, change } = useChosen(first);
  const [caption, setCaption] = useState(words);
  const [asFiles, setAsFiles] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const faults = faultsOf(all, limits, { texts: t, formats });
  const ready = files !== undefined && all.length > 0 && faults.length === 0 && !looking;
  const size = all.reduce((sum, { file }) => sum + file.size, 0);

  const send = (): void => {
    if (!ready) return;
    try {
      conversation.timeline.newest();
      for (const [at, { kind, body }] of messagesOf(all, caption, asFiles).entries())
        files.send(id, kind, body, {
          ...(reply !== undefined && at === 0 && { reply }),
          ...(thread !== undefined && { thread }),
        });
      onSent();
      onClose();
    } catch (error) {
      toast(errorText(error));
    }
  };
  const move = (one: Chosen, by: -1 | 1): void => {
    const next = movedBy(all, one.key, by);
    change(() => next);
    announce(t.moved(isolate(one.file.name), next.indexOf(one) + 1));
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t.sendTitle(all.length)}
      actions={
        <>
          <p className="sk-tray-total" role="status">
            {looking ? t.looking : t.total(all.length, formats.bytes(size))}
          </p>
          <Button look="quiet" icon={<Plus size={18} aria-hidden="true" />} onClick={() => picker.current?.click()}>
            {t.add}
          </Button>
          <Button look="primary" type="submit" form="sk-tray" disabled={!ready}>
            {kinds.send}
          </Button>
        </>
      }
    >
      <form
        id="sk-tray"
        className="sk-form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        onPaste={(event: ClipboardEvent) => {
          const pasted = [...event.clipboardData.files];
          if (pasted.length === 0) return;
          event.preventDefault();
          add(pasted);
        }}
      >
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          tabIndex={-1}
          aria-hidden="true"
          onChange={(event) => {
            add([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = "";
          }}
        />
        <ul className="sk-tray">
          {all.map((one, at) => (
            <TrayItem
              key={one.key}
              one={one}
              asFile={asFiles || one.kind === "file"}
              fault={faults.some(({ key }) => key === one.key)}
              onRemove={() => change((before) => before.filter(({ key }) => key !== one.key))}
              onEarlier={at > 0 ? () => move(one, -1) : undefined}
              onLater={at < all.length - 1 ? () => move(one, 1) : undefined}
            />
          ))}
        </ul>
        {faults.length > 0 && (
          <div role="alert">
            <ul className="sk-tray-faults">
              {faults.map((fault) => (
                <li key={fault.words} className="sk-field-error">
                  {fault.words}
                </li>
              ))}
            </ul>
          </div>
        )}
        <TextField
          label={t.caption}
          rows={2}
          maxLength={LIMITS.caption}
          value={caption}
          onChange={(event) => setCaption(event.target.value)}
          onKeyDown={(event: KeyboardEvent<HTMLTextAreaElement>) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key !== "Enter" || event.shiftKey || event.altKey) return;
            event.preventDefault();
            send();
          }}
        />
        {all.some(({ kind }) => kind !== "file") && (
          <Toggle label={t.asFiles} hint={t.asFilesHint} checked={asFiles} onChange={setAsFiles} />
        )}
      </form>
    </Dialog>
  );
}

interface TrayItemProps {
  readonly one: Chosen;
  readonly asFile: boolean;
  readonly fault: boolean;
  readonly onRemove: () => void;
  readonly onEarlier: (() => void) | undefined;
  readonly onLater: (() => void) | undefined;
}

function TrayItem({ one, asFile, fault, onRemove, onEarlier, onLater }: TrayItemProps) {
  const { files: t } = useTexts();
  const formats = useFormats();
  const { file } = one;
  const name = isolate(file.name);
  return (
    <li className="sk-tray-item" data-fault={fault || undefined}>
      <span className="sk-tray-face">
        {asFile ? <FileFace type={file.type} /> : <Preview key={one.kind} one={one} />}
        {one.duration !== undefined && !asFile && (
          <span className="sk-video-mark">{formats.countdown(one.duration)}</span>
        )}
      </span>
      <span className="sk-file-words">
        <FileName name={file.name} />
        <span className="sk-card-detail">{formats.bytes(file.size)}</span>
      </span>
      <span className="sk-tray-ways">
        {(onEarlier ?? onLater) && (
          <>
            <IconButton label={t.earlier(name)} disabled={!onEarlier} onClick={onEarlier}>
              <ChevronUp size={18} aria-hidden="true" />
            </IconButton>
            <IconButton label={t.later(name)} disabled={!onLater} onClick={onLater}>
              <ChevronDown size={18} aria-hidden="true" />
            </IconButton>
          </>
        )}
        <IconButton label={t.remove(name)} onClick={onRemove}>
          <X size={18} aria-hidden="true" />
        </IconButton>
      </span>
    </li>
  );
}

function Preview({ one }: { readonly one: Chosen }) {
  const blob = one.poster ?? one.file;
  const show = useCallback(
    (image: HTMLImageElement) => {
      const [url, release] = objectUrl(blob);
      image.src = url;
      return release;
    },
    [blob],
  );
  return <img ref={show} alt="" draggable={false} />;
}

/** What one may upload; undefined while that is not known. */
function useLimits(): FileLimits | undefined {
  const files = useFiles();
  const online = useOnline();
  const [limits, setLimits] = useState<FileLimits>();
  useEffect(() => {
    let wanted = true;
    if (online)
      files
        ?.limits()
        .then((told) => wanted && setLimits(told))
        // the server tells when it is its turn
        .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [files, online]);
  return limits;
}
