import { navigate } from "../route/router.tsx";
import { iconOf, placeOf, tagOf } from "../worker/notice.ts";
import { showByWorker } from "./worker.ts";

export interface NoticeInput {
  readonly conversation: string;
  /** The message in whose thread it was said. */
  readonly root: number | undefined;
  readonly seq: number;
  /** What was said, in one line. */
  readonly words: string;
  readonly sender: string;
  /** What they, or the group, look like. */
  readonly avatar?: string;
  /** Name of the group it was said in. */
  readonly group: string | undefined;
  /** How much of it the person lets be seen. */
  readonly preview: "full" | "name" | "nothing";
  /** What stands there instead. */
  readonly hidden: string;
  readonly language: "en" | "zh-CN";
  readonly sound: boolean;
  /** The device is told by push as well: the worker shows each message once. */
  readonly byWorker: boolean;
}

const LONGEST = 160;

/** A notice of the browser: one per conversation, the newest message in it; a press leads there. */
export function showNotice(notice: NoticeInput): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const { conversation: conv, root, seq, sender, group, preview, hidden, language, sound, byWorker } = notice;
  const short = notice.words.slice(0, LONGEST);
  const body = preview !== "full" ? hidden : group === undefined ? short : `${sender}: ${short}`;
  const title = preview === "nothing" ? document.title.replace(/^\(.*?\) /, "") : (group ?? sender);
  const face = preview !== "nothing" && notice.avatar !== undefined ? { avatar: notice.avatar } : {};
  if (byWorker && showByWorker({ title, body, ...face, language, conv, root, seq, sound })) return;
  const where = { conv, ...(root !== undefined && { root }) };
  try {
    const shown = new Notification(title, { body, tag: tagOf(where), icon: iconOf(face) });
    shown.onclick = () => {
      window.focus();
      navigate(placeOf(where));
      shown.close();
    };
  } catch (error) {
    // Chrome on Android has the constructor but forbids it: notices there come from a push worker.
    console.debug("The browser shows no notice:", error);
  }
}
