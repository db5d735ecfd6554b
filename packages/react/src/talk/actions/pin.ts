import type { Item } from "@skein/client";
import { Pin, PinOff } from "lucide-react";
import { mayPin } from "../pin/may-pin.ts";
import type { ActionPlace, MessageAction } from "./row.ts";

export const pinAction: MessageAction = {
  id: "pin",
  icon: Pin,
  label: ({ message }) => message.pin.pin,
  offered: (item, place) => offered(item, place, false),
  run: ({ seq = 0 }, { conversation }) => conversation.pin(seq),
};

export const unpinAction: MessageAction = {
  id: "unpin",
  icon: PinOff,
  label: ({ message }) => message.pin.unpin,
  offered: (item, place) => offered(item, place, true),
  run: ({ seq = 0 }, { conversation }) => conversation.pin(seq, false),
};

function offered({ seq, said, recalled, body }: Item, { view }: ActionPlace, pinned: boolean): boolean {
  // what is said in a thread is pinned nowhere
  if (seq === undefined || !said || recalled || "thread" in body || !mayPin(view)) return false;
  return (view?.pins.includes(seq) ?? false) === pinned;
}
