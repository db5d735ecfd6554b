/** How this browser is told of messages while no page is open. Loaded by whoever asks. */
export { attend } from "./attend.ts";
export { Notifications, type NotificationsOptions, type NotificationsState } from "./notifications.ts";
export { type NotifySettings, ruleFor } from "./rule.ts";
