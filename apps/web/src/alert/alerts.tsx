import { meansPerson } from "@skein/protocol";
import { isolate, isQuiet, useClient, useMe, useTexts, useToast, useUnread, useWords } from "@skein/react";
import { useEffect, useRef } from "react";
import { now } from "../clock.ts";
import { usePlace } from "../device/use-place.ts";
import { useRoute } from "../route/router.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { inOneTab } from "./one-tab.ts";
import { showNotice } from "./notice.ts";
import { playTone } from "./tone.ts";
import { useGroupAnswers } from "./use-group-answers.ts";

/** What tells somebody who does not look that something came: the title's number, a tone, a notice. Draws nothing. */
export function Alerts() {
  useUnreadInTitle();
  useNewMessages();
  useNewDevices();
  useGroupAnswers();
  return null;
}

function useUnreadInTitle(): void {
  const unread = useUnread();
  const { app, notice } = useAppTexts();
  useEffect(() => {
    document.title = unread > 0 ? notice.unreadTitle(unread, app.name) : app.name;
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]");
    if (icon) icon.href = unread > 0 ? "/icon-unread.svg" : "/icon.svg";
    if ("setAppBadge" in navigator) {
      navigator.setAppBadge(unread).catch((error: unknown) => console.debug("No badge on the app's icon:", error));
    }
  }, [unread, app, notice]);
}

/** Says that somebody has signed in as oneself elsewhere: who did not do it must know at once. */
function useNewDevices(): void {
  const client = useClient();
  const toast = useToast();
  const placeOf = usePlace();
  const { settings } = useAppTexts();
  const latest = useRef({ placeOf, settings });
  useEffect(() => {
    latest.current = { placeOf, settings };
  });
  useEffect(
    () =>
      client.on("device", (device) => {
        if (device.change !== "in") return;
        const { placeOf, settings } = latest.current;
        const place = placeOf(device);
        const name = isolate(device.name);
        toast(place === undefined ? settings.deviceCameUnknown(name) : settings.deviceCame(name, place));
      }),
    [client, toast],
  );
}

function useNewMessages(): void {
  const client = useClient();
  const person = useMe();
  const settings = person?.settings;
  const me = person?.profile.id ?? "";
  const { words } = useWords();
  const { kit } = useTexts();
  const route = useRoute();
  const open = route.page === "conversation" ? route.id : route.page === "thread" ? threadKey(route) : undefined;
  const sounds = settings?.sounds ?? true;
  const notices = settings?.notifications ?? false;
  useEffect(
    () =>
      client.on("message", ({ conversation, entry }) => {
        const view = client.conversation(conversation).view.get();
        // whom somebody calls by name hears of it all the same
        if (view && isQuiet(view, now()) && !meansPerson(entry.body, me)) return;
        const sight = document.visibilityState === "visible";
        const root = entry.ref;
        const place = root === undefined ? conversation : threadKey({ id: conversation, root });
        const nearness = !sight ? "away" : document.hasFocus() && place === open ? "looking" : "sight";
        const alert = (): void => {
          if (sounds) playTone();
          if (!notices || sight) return;
          const sender = client.people.person(entry.from).get()?.name ?? kit.somebody;
          const group = view?.kind === "group" ? view.name : undefined;
          showNotice({ conversation, root, words: words(entry), sender, group });
        };
        inOneTab(`${conversation} ${entry.seq}`, nearness, alert);
      }),
    [client, open, me, sounds, notices, kit, words],
  );
}

function threadKey({ id, root }: { readonly id: string; readonly root: number }): string {
  return `${root} ${id}`;
}
