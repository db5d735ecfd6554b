import { LIMITS } from "@skein/protocol";
import { SendHorizontal } from "lucide-react";
import { lazy, Suspense, useCallback, useId, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { IconButton } from "../kit/button.tsx";
import { useTalk, useTalkNow } from "../talk/talk-state.tsx";
import { codePoints } from "../text/code-points.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import { useThreadRoot } from "../thread/thread-door.ts";
import { AttachButton } from "./attach/attach-button.tsx";
import { changeMessage, lastOwnText } from "./change-message.ts";
import { DropHere } from "./files/drop-here.tsx";
import { usePickers } from "./files/pickers.tsx";
import { useTray } from "./files/use-tray.tsx";
import { useVoiceMessage } from "./voice/use-voice-message.tsx";
import { VoiceButton } from "./voice/voice-button.tsx";
import { PageStrip } from "./preview/page-strip.tsx";
import { useLinkedPage } from "./preview/use-page.ts";
import { editedWords } from "./edited-words.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { markedUp } from "./formatting.ts";
import { insertText } from "./insert-text.ts";
import { mentionsIn } from "./mention/picks.ts";
import { usePicks } from "./mention/use-picks.ts";
import { useCompletions } from "./use-completions.tsx";
import { useDraft } from "./use-draft.ts";
import { TargetStrip } from "./target-strip.tsx";
import { useGrowing } from "./use-growing.ts";
import { useSlow } from "./use-slow.ts";
import { useTargetText } from "./use-target-text.ts";

export interface ComposerProps {
  readonly id: string;
  readonly enterSends?: boolean;
  /** Takes the focus when it comes. */
  readonly begin?: boolean;
}

const RecordBar = lazy(async () => ({ default: (await import("./voice/record-bar.tsx")).RecordBar }));
/** From so many characters before the limit on, the rest is told. */
const NEAR_LIMIT = 500;

/** The field to write in. The draft is kept, on all one's devices; sending is always at once, whether there is a link or not. */
export function Composer({ id, enterSends = true, begin = true }: ComposerProps) {
  const { compose, files, group, thread } = useTexts();
  const formats = useFormats();
  const inThread = useThreadRoot() !== undefined;
  const { conversation } = useConversation(id);
  const { setTarget } = useTalk();
  const { target } = useTalkNow();
  const me = useMe()?.profile.id;
  const [text, setText] = useState(() => conversation.view.get()?.draft ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const note = useId();
  const slow = useSlow(id);
  const picks = usePicks(conversation, target);
  const completion = useCompletions(field, id, picks);
  const keepDraft = useDraft({ conversation, setText });
  useGrowing(field, text);
  const linked = useLinkedPage(target?.mode === "edit" ? "" : text);
  useLayoutEffect(() => {
    // With a thumb the keyboard would jump up over what one came to read.
    if (begin && matchMedia("(hover: hover)").matches) field.current?.focus();
  }, [begin]);

  const edited = target?.mode === "edit" ? editedWords(target.item) : undefined;
  const left = (edited?.most ?? LIMITS.text) - codePoints(text);
  // what changes a message says nothing new, so nobody has to wait for it
  const waits = slow.left > 0 && target?.mode !== "edit";
  const sendable = (text.trim() !== "" || edited?.optional === true) && left >= 0 && !waits;

  const clear = useCallback(() => {
    setText("");
    keepDraft("");
  }, [keepDraft]);
  const openTray = useTray(text, clear);
  const pickers = usePickers(openTray);
  const voice = useVoiceMessage();
  const recording = voice.phase !== "off";
  // the button that says something by voice stands where there are no words to send
  const speaks = text.trim() === "" && !waits && target?.mode !== "edit";

  const change = (next: string): void => {
    setText(next);
    // what one changes is no draft
    if (target?.mode !== "edit") keepDraft(next);
    conversation.setTyping(next.trim() !== "");
  };
  useTargetText({ conversation, field, setText, onText: change });
  const send = (): void => {
    if (!sendable) return;
    const words = text.trim();
    if (target?.mode === "edit") {
      changeMessage(conversation, target.item, words, picks.list());
    } else {
      const seq = target?.item.seq;
      const mentions = mentionsIn(words, picks.list());
      conversation.timeline.newest();
      conversation.send({
        text: words,
        ...(seq !== undefined && { reply: { seq } }),
        ...(mentions && { mentions }),
        ...linked.named,
      });
      picks.clear();
      setText("");
    }
    setTarget(undefined);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // While an input method composes, Enter chooses a word. Safari ends the composition before this event, but keeps its key code.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (completion.onKey(event)) return;
    if (event.key === "Escape" && target) {
      event.preventDefault();
      event.stopPropagation();
      setTarget(undefined);
      return;
    }
    if (event.key === "ArrowUp" && text === "" && !target) {
      const item = lastOwnText(conversation.timeline.state.get().items, me);
      if (!item) return;
      event.preventDefault();
      setTarget({ mode: "edit", item });
      return;
    }
    if (event.key === "Enter" && !event.altKey && (event.shiftKey !== enterSends || event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      send();
      return;
    }
    const marker =
      (event.metaKey || event.ctrlKey) && !event.altKey ? { b: "**", i: "*" }[event.key.toLowerCase()] : undefined;
    if (marker) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      const { from, to, insert, select } = markedUp(text, selectionStart, selectionEnd, marker);
      insertText(event.currentTarget, from, to, insert);
      event.currentTarget.setSelectionRange(...select);
    }
  };

  return (
    <form
      className="sk-composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TargetStrip />
      <PageStrip {...linked} />
      {!waits && <DropHere onFiles={openTray} />}
      {pickers.fields}
      <div className="sk-composer-line" data-recording={recording || undefined}>
        {completion.offer}
        <AttachButton disabled={waits} onPick={pickers.pick} onFiles={openTray} />
        <EmojiButton
          onPick={(emoji) => {
            const target = field.current;
            if (target) insertText(target, target.selectionStart, target.selectionEnd, emoji);
          }}
          returnFocus={field}
        />
        <textarea
          ref={field}
          className="sk-composer-field sk-scroll"
          rows={1}
          dir="auto"
          aria-label={inThread ? thread.compose : compose.label}
          aria-describedby={note}
          aria-invalid={left < 0 || undefined}
          // A text of many lines may not have the role of a combobox; the rest of that pattern it may.
          aria-autocomplete="list"
          aria-haspopup="listbox"
          {...completion.aria}
          placeholder={edited?.optional ? files.caption : inThread ? thread.placeholder : compose.placeholder}
          enterKeyHint={enterSends ? "send" : "enter"}
          value={text}
          onChange={(event) => {
            change(event.target.value);
            completion.look();
          }}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0 || waits) return;
            event.preventDefault();
            openTray(files);
          }}
          onSelect={completion.look}
          onCompositionStart={() => completion.composing(true)}
          onCompositionEnd={() => completion.composing(false)}
          onKeyDown={onKeyDown}
          onBlur={() => {
            conversation.setTyping(false);
            completion.close();
          }}
        />
        {recording && (
          <Suspense fallback={<span className="sk-record" />}>
            <RecordBar {...voice} />
          </Suspense>
        )}
        {speaks && (!recording || voice.slide !== undefined) && (
          <VoiceButton held={recording} onStart={voice.begin} onSlide={voice.slideTo} onEnd={voice.letGo} />
        )}
        {!speaks && (
          <IconButton className="sk-composer-send" type="submit" label={compose.send} disabled={!sendable}>
            {waits ? (
              <span className="sk-countdown" aria-hidden="true">
                {formats.countdown(slow.left)}
              </span>
            ) : (
              <SendHorizontal size={20} aria-hidden="true" />
            )}
          </IconButton>
        )}
      </div>
      {slow.pause > 0 && <p className="sk-field-hint">{group.silent.slow(formats.lasting(slow.pause))}</p>}
      <p id={note} className={left < NEAR_LIMIT ? (left < 0 ? "sk-field-error" : "sk-field-hint") : "sk-hidden"}>
        {left >= NEAR_LIMIT
          ? enterSends
            ? compose.hintEnter
            : compose.hintShiftEnter
          : left < 0
            ? compose.over(-left)
            : compose.left(left)}
      </p>
    </form>
  );
}
