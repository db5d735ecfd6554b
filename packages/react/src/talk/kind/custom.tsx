import type { Bodies } from "@skein/protocol";
import { Boxes } from "lucide-react";
import { createContext, useContext, type ReactElement } from "react";
import { useTexts } from "../../text/language.tsx";
import type { ContentProps, MessageKind, Wording } from "./row.ts";

type Custom = Bodies["custom"];

/** What a component for a type of one's own gets. */
export interface CustomProps {
  /** Fits the schema with which the type was registered. */
  readonly data: Custom["data"];
  readonly type: string;
  /** The conversation, and the message's place in it once the server has it. */
  readonly conversation: string;
  readonly seq: number | undefined;
  readonly own: boolean;
}

/** Components for types of one's own, by their names. */
export type CustomKinds = Readonly<Record<string, (props: CustomProps) => ReactElement | null>>;

export const CustomKindsContext = createContext<CustomKinds>({});

/** What an integrator registered: their component, else the words of the type in the reader's language, else the message's own. */
export const customKind: MessageKind<"custom"> = {
  Content: CustomContent,
  words: customWords,
  copy: customWords,
};

/** @example filled("Order {number} of {count}", { number: 7 }) // "Order 7 of …" */
export function filled(words: string, data: Custom["data"]): string {
  return words.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "…";
  });
}

export function customWords({ data, fallback, texts }: Custom, { texts: reader }: Pick<Wording, "texts">): string {
  const language = reader.kit.language;
  const words = texts?.[language] ?? texts?.[language.split("-")[0] ?? ""];
  return words === undefined ? fallback : filled(words, data);
}

function CustomContent({ id, item, own, end }: ContentProps<"custom">) {
  const { type, data } = item.body;
  const texts = useTexts();
  const known = useContext(CustomKindsContext);
  const Known = Object.hasOwn(known, type) ? known[type] : undefined;
  if (Known) {
    return (
      <div className="sk-card">
        <Known data={data} type={type} conversation={id} seq={item.seq} own={own} />
        <p className="sk-card-foot">{end}</p>
      </div>
    );
  }
  return (
    <div className="sk-card">
      <p className="sk-custom" dir="auto">
        <Boxes size={16} aria-hidden="true" />
        {customWords(item.body, { texts })}
      </p>
      <p className="sk-card-foot">{end}</p>
    </div>
  );
}
