import { type Block, type Inline, parseMarkup } from "@skein/protocol";
import { Fragment, useMemo, type ReactNode } from "react";
import { SafeLink } from "./safe-link.tsx";

export interface MarkupViewProps {
  readonly text: string;
  /** Goes into the last line where there is room for it: time and ticks. */
  readonly end?: ReactNode;
}

/** A message's text as elements. There is no way from text to HTML: the tree has no node for it. [TEXT-4] */
export function MarkupView({ text, end }: MarkupViewProps) {
  const blocks = useMemo(() => parseMarkup(text), [text]);
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

function BlockView({ block, end }: { readonly block: Block; readonly end?: ReactNode }) {
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

function Inlines({ nodes }: { readonly nodes: readonly Inline[] }) {
  return keyed(nodes).map(([key, node]) => <Fragment key={key}>{inline(node)}</Fragment>);
}

function inline(node: Inline): ReactNode {
  switch (node.type) {
    case "text":
      return node.text;
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
