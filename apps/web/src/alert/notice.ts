import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";

export interface NoticeInput {
  readonly conversation: string;
  /** The message in whose thread it was said. */
  readonly root: number | undefined;
  /** What was said, in one line. */
  readonly words: string;
  readonly sender: string;
  /** Name of the group it was said in. */
  readonly group: string | undefined;
}

const LONGEST = 160;

/** A notice of the browser: one per conversation, the newest message in it; a press leads there. */
export function showNotice({ conversation, root, words, sender, group }: NoticeInput): void {
  if (!("Notification" in window) || Notification.permission !== "granted") return;
  const place = root === undefined ? pathTo.conversation(conversation) : pathTo.thread(conversation, root);
  const short = words.slice(0, LONGEST);
  try {
    const notice = new Notification(group ?? sender, {
      body: group === undefined ? short : `${sender}: ${short}`,
      tag: root === undefined ? conversation : place,
      icon: "/icon-192.png",
    });
    notice.onclick = () => {
      window.focus();
      navigate(place);
      notice.close();
    };
  } catch (error) {
    // Chrome on Android has the constructor but forbids it: notices there come from a push worker.
    console.debug("The browser shows no notice:", error);
  }
}
