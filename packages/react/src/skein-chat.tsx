import { createClient, type Client } from "@skein/client";
import { indexedDbStore } from "@skein/client/indexeddb";
import { SquarePen } from "lucide-react";
import { startTransition, useCallback, useEffect, useState } from "react";
import { CreateGroup } from "./group/create-group.tsx";
import { useGroupNews } from "./group/use-group-news.ts";
import { IconButton } from "./kit/button.tsx";
import { Mark } from "./kit/mark.tsx";
import { Blank } from "./kit/states.tsx";
import { useAction } from "./kit/use-action.ts";
import { ListPane } from "./list/list-pane.tsx";
import { Panes } from "./pane/panes.tsx";
import { SkeinProvider, type SkeinProviderProps, useClient } from "./provider.tsx";
import { Conversation } from "./talk/conversation.tsx";
import { ConversationDetails } from "./talk/conversation-details.tsx";
import { useTexts } from "./text/language.tsx";
import { ThreadPane } from "./thread/thread-pane.tsx";

export interface SkeinChatProps extends Pick<SkeinProviderProps, "language" | "theme" | "texts" | "kinds"> {
  /** The server, for example `https://chat.example.org`. */
  readonly url: string;
  /** A token of the person (a session's, or a JWT that your backend signs), or a function that gets one before each dial. Held stable by you. */
  readonly token: string | (() => string | Promise<string>);
  /** Who that person is, where you know it: then the list shows before the network answers. */
  readonly user?: string;
  /** The conversation to begin with. */
  readonly open?: string;
}

/**
 * The whole messenger in one element. It fills the element around it, which needs a height.
 *
 * @example <div style={{ height: 600 }}><SkeinChat url="https://chat.example.org" token={token} /></div>
 */
export function SkeinChat({ url, token, user, open, ...look }: SkeinChatProps) {
  const [client, setClient] = useState<Client>();
  useEffect(() => {
    const made = createClient({
      url,
      token,
      store: indexedDbStore(),
      device: { platform: "web" },
      ...(user !== undefined && { user }),
    });
    startTransition(() => setClient(made));
    return () => {
      setClient(undefined);
      made.close().catch((error: unknown) => reportError(error));
    };
  }, [url, token, user]);
  if (!client) return null;
  return (
    <SkeinProvider client={client} {...look}>
      <Messenger begin={open} />
    </SkeinProvider>
  );
}

function Messenger({ begin }: { readonly begin: string | undefined }) {
  const { list, talk } = useTexts();
  const client = useClient();
  useGroupNews();
  const [current, setCurrent] = useState(begin);
  const [at, setAt] = useState<number>();
  const [details, setDetails] = useState(false);
  const [creating, setCreating] = useState(false);
  const [thread, setThread] = useState<{ readonly id: string; readonly root: number }>();
  const root = thread?.id === current ? thread?.root : undefined;
  const openThread = useCallback(
    (seq: number) => current !== undefined && setThread({ id: current, root: seq }),
    [current],
  );
  const goTo = (id: string, seq?: number): void => {
    setCurrent(id);
    setAt(seq);
  };
  const openDirect = useAction(async (user: string) => {
    goTo((await client.openDirect(user)).id);
    setDetails(false);
  });
  const goToThread = (id: string, under: number): void => {
    goTo(id);
    setThread({ id, root: under });
  };
  const leave = (): void => {
    setCurrent(undefined);
    setDetails(false);
  };
  return (
    <>
      <Panes
        mainOpen={current !== undefined}
        list={
          <ListPane
            current={current}
            onOpen={(id) => goTo(id)}
            hrefOf={(id) => `#${encodeURIComponent(id)}`}
            onMessage={(id, seq, under) => (under === undefined ? goTo(id, seq) : goToThread(id, under))}
            messageHref={(id) => `#${encodeURIComponent(id)}`}
            onPerson={openDirect.run}
            head={
              <div className="sk-pane-head-line">
                <span className="sk-brand">{list.label}</span>
                <IconButton label={list.newGroup} onClick={() => setCreating(true)}>
                  <SquarePen size={20} aria-hidden="true" />
                </IconButton>
              </div>
            }
          />
        }
        main={
          current === undefined ? (
            <Blank art={<Mark size={72} />} title={talk.pick} />
          ) : (
            <Conversation
              id={current}
              at={at}
              onBack={leave}
              onDetails={() => (root === undefined ? setDetails(!details) : setThread(undefined))}
              detailsOpen={details && root === undefined}
              onThread={openThread}
              onPerson={openDirect.run}
            />
          )
        }
        wide={root !== undefined}
        details={
          current !== undefined && root !== undefined ? (
            <ThreadPane id={current} root={root} onClose={() => setThread(undefined)} onPerson={openDirect.run} />
          ) : (
            details &&
            current !== undefined && (
              <ConversationDetails
                id={current}
                onClose={() => setDetails(false)}
                onMessage={openDirect.run}
                onLeft={leave}
              />
            )
          )
        }
      />
      <CreateGroup open={creating} onClose={() => setCreating(false)} onCreated={(id) => goTo(id)} />
    </>
  );
}
