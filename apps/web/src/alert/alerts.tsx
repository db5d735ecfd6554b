import { ruleFor } from "@skein/client/notifications";
import { meansPerson, type Settings } from "@skein/protocol";
import { isolate, isQuiet, useClient, useMe, useTexts, useToast, useUnread, useWords } from "@skein/react";
import { useEffect, useRef } from "react";
import { now } from "../clock.ts";
import { usePlace } from "../device/use-place.ts";
import { navigate, useRoute } from "../route/router.tsx";
import { useAppTexts } from "../text/app-texts.tsx";
import { inOneTab } from "./one-tab.ts";
import { showNotice } from "./notice.ts";
import { useAttention } from "./use-attention.ts";
import { useDeviceNotices } from "./use-device-notices.ts";
import { closeRead } from "./worker.ts";
import { playTone } from "./tone.ts";
import { useGroupAnswers } from "./use-group-answers.ts";

const NO_SETTINGS: Settings = {};

/** What tells somebody who does not look that something came: the title's number, a tone, a notice. Draws nothing. */
export function Alerts() {
  useUnreadInTitle();
  useNewMessages();
  useNoticesOfWorker();
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
  const settings = person?.settings ?? NO_SETTINGS;
  const me = person?.profile.id ?? "";
  const { words } = useWords();
  const { kit } = useTexts();
  const { notify } = useAppTexts();
  const route = useRoute();
  const open = route.page === "conversation" ? route.id : route.page === "thread" ? threadKey(route) : undefined;
  const [device] = useDeviceNotices();
  const byWorker = device === "on";
  useEffect(
    () =>
      client.on("message", ({ conversation, entry }) => {
        const view = client.conversation(conversation).view.get();
        const means = meansPerson(entry.body, me);
        const rule = view ? ruleFor(view, settings) : "all";
        // whom somebody calls by name hears of it all the same
        if (!means && (rule === "mentions" || (view && isQuiet(view, now())))) return;
        if (rule === "none") return;
        const sight = document.visibilityState === "visible";
        const root = entry.ref;
        const place = root === undefined ? conversation : threadKey({ id: conversation, root });
        const nearness = !sight ? "away" : document.hasFocus() && place === open ? "looking" : "sight";
        const alert = (): void => {
          const sound = settings.sounds ?? true;
          if (sound) playTone();
          if (sight || !(byWorker || settings.notifications)) return;
          const author = client.people.person(entry.from).get();
          const sender = author?.name ?? kit.somebody;
          const group = view?.kind === "group" ? view.name : undefined;
          const avatar = view?.kind === "group" ? view.settings?.avatar : author?.avatar;
          const notice = {
            ...{ conversation, root, seq: entry.seq, words: words(entry), sender, group },
            ...(avatar && { avatar }),
          };
          const { language, hidden } = notify;
          const preview = settings.preview ?? "full";
          showNotice({ ...notice, preview, hidden, language, sound, byWorker });
        };
        inOneTab(`${conversation} ${entry.seq}`, nearness, alert);
      }),
    [client, open, me, settings, byWorker, kit, notify, words],
  );
}

/** What was told of and has been read, here or elsewhere, is told of no more; and what was pressed in it leads here. */
function useNoticesOfWorker(): void {
  const client = useClient();
  const route = useRoute();
  const open = route.page === "conversation" || route.page === "thread" ? route.id : undefined;
  useAttention(open);
  const unread = useUnread();
  useEffect(() => {
    const isRead = (conv: string, root: number): boolean =>
      root > 0 ? conv === open : client.conversation(conv).view.get()?.unread === 0;
    closeRead(isRead).catch((error: unknown) => console.debug("Notifications stay:", error));
  }, [client, unread, open]);
  useEffect(() => {
    if (!("serviceWorker" in navigator)) return undefined;
    const stop = new AbortController();
    const hear = ({ data }: MessageEvent<unknown>): void => {
      const { open: place } = (data ?? {}) as { readonly open?: unknown };
      if (typeof place === "string") navigate(place);
    };
    navigator.serviceWorker.addEventListener("message", hear, { signal: stop.signal });
    return () => stop.abort();
  }, []);
}

function threadKey({ id, root }: { readonly id: string; readonly root: number }): string {
  return `${root} ${id}`;
}
