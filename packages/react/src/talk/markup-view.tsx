import { parseMarkup } from "@skein/protocol";
import { Fragment, useMemo, type ReactNode } from "react";
import { Mention } from "./mention/mention.tsx";
import type { Named } from "./mention/spans.ts";
import { type Piece, type PieceBlock, withMentions } from "./mention/with-mentions.ts";
import { SafeLink } from "./safe-link.tsx";

export interface MarkupViewProps {
  readonly text: string;
  /** Goes into the last line where there is room for it: time and ticks. */
  readonly end?: ReactNode;
  /** Whom it names after an `@`; only within a talk, whose cards they open. Held stable by you. */
  readonly named?: readonly Named[];
}

const NOBODY: readonly Named[] = [];

/** A message's text as elements. There is no way from text to HTML: the tree has no node for it. [TEXT-4] */
export function MarkupView({ text, end, named = NOBODY }: MarkupViewProps) {
  const blocks = useMemo(() => withMentions(parseMarkup(text), named), [text, named]);
  const inLine = blocks.at(-1)?.type === "paragraph";
  return (
    <>
      {keyed(blocks).map(([key, block], index) => (
        <BlockView key={key} block={block} end={inLine && index === blocks.length - 1 ? end : undefined} />
      ))}
      {!inLine && end}
    </>
  );
}

function BlockView({ block, end }: { readonly block: PieceBlock; readonly end?: ReactNode }) {
  switch (block.type) {
    case "paragraph":
      return (
        <p dir="auto">
          <Inlines nodes={block.children} />
          {end}
        </p>
      );
    case "quote":
      return (
        <blockquote>
          {keyed(block.children).map(([key, child]) => (
            <BlockView key={key} block={child} />
          ))}
        </blockquote>
      );
    case "list": {
      const items = keyed(block.items).map(([key, item]) => (
        <li key={key} dir="auto">
          <Inlines nodes={item} />
        </li>
      ));
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
    case "code":
      return (
        <pre dir="ltr">
          <code>{block.text}</code>
        </pre>
      );
  }
}

function Inlines({ nodes }: { readonly nodes: readonly Piece[] }) {
  return keyed(nodes).map(([key, node]) => <Fragment key={key}>{inline(node)}</Fragment>);
}

function inline(node: Piece): ReactNode {
  switch (node.type) {
    case "text":
      return node.text;
    case "mention":
      return <Mention text={node.text} named={node.named} />;
    case "code":
      return <code>{node.text}</code>;
    case "bold":
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      );
    case "italic":
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case "struck":
      return (
        <s>
          <Inlines nodes={node.children} />
        </s>
      );
    case "link":
      return (
        <SafeLink href={node.href}>
          <Inlines nodes={node.children} />
        </SafeLink>
      );
  }
}

/** A text never changes once it is shown, so a node's place is its identity. */
function keyed<T>(nodes: readonly T[]): readonly (readonly [string, T])[] {
  return nodes.map((node, index) => [`node-${index}`, node]);
}
