import { useReady, useConversation } from "../hook/use-conversations.ts";
import { useTitle } from "../hook/use-title.ts";
import { Blank, RowsToCome } from "../kit/states.tsx";
import { Composer } from "../compose/composer.tsx";
import { useTexts } from "../text/language.tsx";
import { ConversationBar, type ConversationBarProps } from "./conversation-bar.tsx";
import { Timeline } from "./timeline.tsx";

export interface ConversationProps extends ConversationBarProps {
  /** Enter sends and Shift+Enter breaks the line; false: the other way round. */
  readonly enterSends?: boolean;
}

/** One conversation: its bar, its lines and the field to write in. */
export function Conversation({ id, enterSends = true, ...bar }: ConversationProps) {
  const { talk } = useTexts();
  const { view } = useConversation(id);
  const ready = useReady();
  const title = useTitle(view);
  if (!view) {
    return (
      <section className="sk-talk" aria-label={talk.messages}>
        <ConversationBar id={id} {...bar} />
        {ready ? <Blank title={talk.missing} /> : <RowsToCome count={5} />}
      </section>
    );
  }
  return (
    // Each conversation has its own scroll place, draft and menus.
    <section key={id} className="sk-talk" aria-label={talk.label(title.name)}>
      <ConversationBar id={id} {...bar} />
      <Timeline id={id} />
      <Composer id={id} enterSends={enterSends} />
    </section>
  );
}
