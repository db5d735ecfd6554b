import { readKept, writeKept } from "./kept.ts";
import { iconOf, type Notice, placeOf, readNotice, tagOf } from "./notice.ts";
import { type AppWindow, scope } from "./scope.ts";
import { WORDS } from "./words.ts";

/** Conversations of which the newest shown message is known. */
const BOUND = 300;

/** What lib.dom lacks of a notification. */
interface ShownOptions extends NotificationOptions {
  readonly actions?: readonly {
    readonly action: string;
    readonly title: string;
    readonly type?: "text";
    readonly placeholder?: string;
  }[];
  readonly renotify?: boolean;
  readonly timestamp?: number;
}

/** Shows what the server pushes, and what pages ask for, each message once. */
export function showNotices(): void {
  scope.addEventListener("push", (event) => {
    const notice = readNotice(event.data?.json());
    if (notice) event.waitUntil(pushed(notice));
  });
  scope.addEventListener("message", (event) => {
    const { show } = (event.data ?? {}) as { readonly show?: unknown };
    const notice = readNotice(show);
    if (notice) event.waitUntil(inTurn(() => once(notice)));
  });
}

/** Whoever sees a page of ours is told by it. A test is shown all the same. */
async function pushed(notice: Notice): Promise<void> {
  if (notice.badge !== undefined && "setAppBadge" in scope.navigator) await scope.navigator.setAppBadge(notice.badge);
  const inSight = (await windows()).some(({ visibilityState }) => visibilityState === "visible");
  if (inSight && notice.conv !== undefined) return;
  await inTurn(() => once(notice));
}

export function windows(): Promise<readonly AppWindow[]> {
  return scope.clients.matchAll({ type: "window", includeUncontrolled: true });
}

let turn = Promise.resolve();

/** A push and a page may tell of the same at once. */
function inTurn(work: () => Promise<void>): Promise<void> {
  turn = turn.then(work, work);
  return turn;
}

/** What was shown already is not shown again: the server may send twice, and a page may have been quicker. */
async function once(notice: Notice): Promise<void> {
  const { seq } = notice;
  if (seq === undefined) return show(notice);
  const tag = tagOf(notice);
  const kept = (await (await readKept("seen"))?.json()) as Readonly<Record<string, number>> | undefined;
  const seen = new Map(Object.entries(kept ?? {}));
  if ((seen.get(tag) ?? 0) >= seq) return;
  await show(notice);
  seen.delete(tag);
  seen.set(tag, seq);
  const newest = [...seen].slice(-BOUND);
  await writeKept("seen", JSON.stringify(Object.fromEntries(newest)));
}

export async function show(notice: Notice): Promise<void> {
  const { title, body, language, sound, at, token } = notice;
  const words = WORDS[language];
  const options: ShownOptions = {
    body,
    tag: tagOf(notice),
    renotify: true,
    silent: !sound,
    lang: language,
    timestamp: at,
    icon: iconOf(notice),
    badge: "/icon-badge.png",
    data: { ...notice, place: placeOf(notice) },
    ...(token !== undefined && {
      actions: [
        { action: "reply", type: "text", title: words.reply, placeholder: words.replyHint },
        { action: "read", title: words.read },
      ],
    }),
  };
  await scope.registration.showNotification(title, options);
}
