import type { Item } from "@skein/client";
import { useMemo, useState } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useObservable } from "../hook/use-observable.ts";
import type { MenuPlace } from "../kit/menu.tsx";
import type { MessageItem } from "../talk/kind/row.ts";
import { Message } from "../talk/message.tsx";
import { MessageMenu, type OpenMenu } from "../talk/message-menu.tsx";
import { Notice } from "../talk/separators.tsx";
import { useTexts } from "../text/language.tsx";

const none = (): void => undefined;

/** Over the replies: the message that they stand under, with all that can be done with it. */
export function ThreadRootMessage({ id, root }: { readonly id: string; readonly root: number }) {
  const { thread } = useTexts();
  const { conversation, view } = useConversation(id);
  const item = useObservable(useMemo(() => conversation.timeline.message(root), [conversation, root]));
  if (!item) return <div className="sk-thread-root" aria-busy={item === undefined} />;
  return (
    <section className="sk-thread-root sk-scroll" aria-label={thread.root}>
      {item.recalled ? <Notice id={id} item={item} /> : <Shown id={id} item={item} named={view?.kind === "group"} />}
    </section>
  );
}

function Shown({ id, item, named }: { readonly id: string; readonly item: Item; readonly named: boolean }) {
  const me = useMe()?.profile.id;
  const [menu, setMenu] = useState<OpenMenu>();
  const onMenu = useMemo(
    () =>
      (of: MessageItem, place: MenuPlace, react = false) =>
        setMenu({ item: of, place, react }),
    [],
  );
  return (
    <>
      <Message
        id={id}
        item={item as MessageItem}
        own={item.from === me}
        named={named}
        first
        last
        entrance
        chosen={undefined}
        marked={false}
        ticks={false}
        onMenu={onMenu}
        onRetry={none}
        onDiscard={none}
      />
      <MessageMenu menu={menu} onClose={() => setMenu(undefined)} />
    </>
  );
}
