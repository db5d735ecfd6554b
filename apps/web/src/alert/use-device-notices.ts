import type { Client } from "@skein/client";
import { Notifications, type NotificationsState } from "@skein/client/notifications";
import { useClient, useObservable } from "@skein/react";
import { useEffect } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { writeKept } from "../worker/kept.ts";
import { workerReady } from "../offline/keep-shell.ts";

const made = new WeakMap<Client, Notifications>();

/** The notifications of this device, for the one client of the page. */
function notificationsOf(client: Client, language: "en" | "zh-CN"): Notifications {
  const known = made.get(client);
  if (known) return known;
  const keep = (renew: string | undefined): Promise<void> => writeKept("renew", renew);
  const notifications = new Notifications(client, { registration: workerReady, language, keep });
  made.set(client, notifications);
  return notifications;
}

/** Whether this device is told of messages while no page is open, and what changes that. Looks once the server is there. */
export function useDeviceNotices(): readonly [NotificationsState, Notifications] {
  const client = useClient();
  const notifications = notificationsOf(client, useAppTexts().notify.language);
  const online = useObservable(client.connection).phase === "online";
  useEffect(() => {
    if (!online || notifications.state.get() !== "unknown") return;
    notifications.look().catch((error: unknown) => console.debug("It is not known how this device is told:", error));
  }, [online, notifications]);
  return [useObservable(notifications.state), notifications];
}
