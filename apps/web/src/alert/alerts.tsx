import { useClient, useMe, useTexts, useUnread, useWords } from "@skein/react";
import { useEffect } from "react";
import { useRoute } from "../route/router.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { inOneTab } from "./one-tab.ts";
import { showNotice } from "./notice.ts";
import { playTone } from "./tone.ts";

/** What tells somebody who does not look that something came: the title's number, a tone, a notice. Draws nothing. */
export function Alerts() {
  useUnreadInTitle();
  useNewMessages();
  return null;
}

function useUnreadInTitle(): void {
  const unread = useUnread();
  const { app, notice } = useAppTexts();
  useEffect(() => {
    document.title = unread > 0 ? notice.unreadTitle(unread, app.name) : app.name;
    if ("setAppBadge" in navigator) {
      navigator.setAppBadge(unread).catch((error: unknown) => console.debug("No badge on the app's icon:", error));
    }
  }, [unread, app, notice]);
}

function useNewMessages(): void {
  const client = useClient();
  const settings = useMe()?.settings;
  const { words } = useWords();
  const { kit } = useTexts();
  const route = useRoute();
  const open = route.page === "conversation" ? route.id : undefined;
  const sounds = settings?.sounds ?? true;
  const notices = settings?.notifications ?? false;
  useEffect(
    () =>
      client.on("message", ({ conversation, entry }) => {
        const sight = document.visibilityState === "visible";
        const nearness = !sight ? "away" : document.hasFocus() && conversation === open ? "looking" : "sight";
        const alert = (): void => {
          if (sounds) playTone();
          if (!notices || sight) return;
          const view = client.conversation(conversation).view.get();
          const sender = client.people.person(entry.from).get()?.name ?? kit.somebody;
          const group = view?.kind === "group" ? view.name : undefined;
          showNotice({ conversation, words: words(entry), sender, group });
        };
        inOneTab(`${conversation} ${entry.seq}`, nearness, alert);
      }),
    [client, open, sounds, notices, kit, words],
  );
}
