import { plainText } from "@skein/protocol";
import { isSendable, KINDS, type Preview } from "@skein/protocol/schema";

export type Language = "en" | "zh-CN";

/** Code points of a notification's line. */
const LONGEST = 200;

const TEXTS = {
  en: {
    message: "New message",
    group: "Group",
    somebody: "Somebody",
    said: (who: string, what: string) => `${who}: ${what}`,
    labelled: (what: string, more: string) => `${what}: ${more}`,
    test: "Notifications reach this device.",
  },
  "zh-CN": {
    message: "有新消息",
    group: "群聊",
    somebody: "某人",
    said: (who: string, what: string) => `${who}：${what}`,
    labelled: (what: string, more: string) => `[${what}] ${more}`,
    test: "这台设备可以收到通知了。",
  },
} as const;

/** What a notification is made of. */
export interface Telling {
  readonly preview: Preview;
  readonly language: Language;
  /** The server's own name, for who wants to see nothing else. */
  readonly server: string;
  readonly sender: string | undefined;
  /** Name of the group it was said in; undefined in a direct conversation. */
  readonly group: string | undefined;
  readonly kind: string;
  readonly body: unknown;
}

/** Title and text, as much as the person wants to be seen. [PUSH-7] */
export function tell(telling: Telling): { readonly title: string; readonly body: string } {
  const { preview, language, server, group } = telling;
  const texts = TEXTS[language];
  const sender = telling.sender ?? texts.somebody;
  if (preview === "nothing") return { title: server, body: texts.message };
  const title = group === undefined ? sender : group || texts.group;
  if (preview === "name") return { title, body: texts.message };
  const line = short(lineOf(telling.kind, telling.body, language));
  return { title, body: group === undefined ? line : texts.said(sender, line) };
}

/** What a person sees who tries whether they would be told. */
export function tellTest(server: string, language: Language): { readonly title: string; readonly body: string } {
  return { title: server, body: TEXTS[language].test };
}

/** One line of plain words by the kind's own row. */
export function lineOf(kind: string, body: unknown, language: Language): string {
  const texts = TEXTS[language];
  const said = isSendable(kind) ? KINDS[kind].said : undefined;
  if (!said) return texts.message;
  const fields = body as Readonly<Record<string, unknown>>;
  const own = ownWords(fields, language);
  if (own !== undefined) return own;
  const field = said.field === undefined ? undefined : fields[said.field];
  const named = typeof field === "object" && field !== null && "name" in field ? field.name : field;
  const more = typeof named === "string" ? plain(named) : "";
  if (more === "") return language === "en" ? said.en : `[${said["zh-CN"]}]`;
  return said.bare ? more : texts.labelled(said[language], more);
}

/** Words that the type of a custom message brings, where it has them in this language; filled in already. */
function ownWords({ texts }: Readonly<Record<string, unknown>>, language: Language): string | undefined {
  if (typeof texts !== "object" || texts === null) return undefined;
  const own = (texts as Readonly<Record<string, unknown>>)[language];
  return typeof own === "string" && !own.includes("{") ? own : undefined;
}

/** Without markup, on one line. */
const plain = (text: string): string => plainText(text).replace(/\s+/g, " ").trim();

function short(text: string): string {
  const points = Array.from(text);
  return points.length <= LONGEST ? text : `${points.slice(0, LONGEST - 1).join("")}…`;
}
