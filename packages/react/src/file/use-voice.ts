import type { Conversation, Item } from "@skein/client";
import { useRef } from "react";
import { useConversation } from "../hook/use-conversations.ts";
import { useMe } from "../hook/use-me.ts";
import { useObservable } from "../hook/use-observable.ts";
import { useAction } from "../kit/use-action.ts";
import type { MessageItem } from "../talk/kind/row.ts";
import { objectUrl } from "./object-url.ts";
import { useFiles } from "./use-files.ts";
import { type Playing, type Track, voicePlayer } from "./voice-player.ts";

type Voice = MessageItem<"voice">;

export interface VoiceState extends Omit<Playing, "id"> {
  /** It is the one that is heard, or held. */
  readonly active: boolean;
  readonly toggle: () => void;
  readonly seek: (at: number) => void;
  readonly nextSpeed: () => void;
}

const STILL = { on: false, at: 0, failed: false, active: false };

/** One voice message as it is heard. Whoever hears one of somebody else tells so; after it the next one in the talk is heard. */
export function useVoice(conv: string, item: Voice): VoiceState {
  const { conversation } = useConversation(conv);
  const files = useFiles();
  const me = useMe()?.profile.id;
  const playing = useObservable(voicePlayer);
  const release = useRef<() => void>(undefined);
  const name = (one: Voice): string => `${conv} ${one.id}`;

  const track = (one: Voice): Track => ({
    id: name(one),
    url: async () => {
      if (!files) throw new Error("Nothing can be played yet.");
      if (one.from !== me && one.seq !== undefined && !one.played?.mine) files.played(conv, one.seq);
      const { file } = one.body;
      const blob = files.localNow(file.id) ?? (await files.local(file.id));
      if (!blob) return files.url(file);
      release.current?.();
      const [url, end] = objectUrl(blob);
      release.current = end;
      return url;
    },
    ended: () => {
      const next = nextVoice(conversation, one);
      if (next) start.run(next);
    },
  });
  const start = useAction(async (one: Voice) => voicePlayer.toggle(track(one)));
  const move = useAction(async (at: number) => voicePlayer.seek(track(item), at));
  const active = playing.id === name(item);
  return {
    ...(active ? { ...playing, active } : STILL),
    speed: playing.speed,
    toggle: () => start.run(item),
    seek: move.run,
    nextSpeed: () => voicePlayer.nextSpeed(),
  };
}

/** The next voice message of the talk, where it is loaded. */
function nextVoice(conversation: Conversation, { id }: Voice): Voice | undefined {
  const { items } = conversation.timeline.state.get();
  const from = items.findIndex((one) => one.id === id);
  return from < 0 ? undefined : items.slice(from + 1).find(isVoice);
}

function isVoice(item: Item): item is Voice {
  return item.kind === "voice" && item.said === true && !item.recalled && item.state !== "failed";
}
