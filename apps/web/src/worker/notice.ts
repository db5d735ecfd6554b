import { AVATAR_PATH } from "@skein/protocol";
import { now } from "../clock.ts";
import { pathTo } from "../route/route.ts";

/** What is shown: what the server pushed, or a page asks for. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  /** What whom it is of looks like, where there is a picture. */
  readonly avatar?: string;
  readonly language: "en" | "zh-CN";
  readonly sound: boolean;
  readonly at: number;
  /** Absent in a test of this device. */
  readonly conv?: string;
  /** The message in whose thread it was said; 0: in none. */
  readonly root?: number;
  readonly seq?: number;
  /** Unread messages of all conversations. */
  readonly badge?: number;
  /** Lets this worker answer and mark as read. */
  readonly token?: string;
}

/** What is told of one conversation, or thread, takes the place of what was told of it before. */
export function tagOf({ conv, root = 0 }: Pick<Notice, "conv" | "root">): string {
  return conv === undefined ? "test" : root > 0 ? pathTo.thread(conv, root) : conv;
}

/** What stands beside it: a picture, else the app's sign. */
export function iconOf({ avatar }: Pick<Notice, "avatar">): string {
  return avatar === undefined ? "/icon-192.png" : `${AVATAR_PATH}${avatar}?size=128`;
}

/** Where a press leads. */
export function placeOf({ conv, root = 0 }: Pick<Notice, "conv" | "root">): string {
  if (conv === undefined) return pathTo.settings("notifications");
  return root > 0 ? pathTo.thread(conv, root) : pathTo.conversation(conv);
}

/** What somebody sent, as far as it can be shown. */
export function readNotice(data: unknown): Notice | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { title, body, language } = data as Partial<Notice>;
  if (typeof title !== "string" || typeof body !== "string") return undefined;
  return { sound: true, at: now(), ...data, title, body, language: language === "zh-CN" ? "zh-CN" : "en" };
}
