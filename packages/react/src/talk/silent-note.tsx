import type { ConversationView } from "@skein/client";
import { MicOff } from "lucide-react";
import { useEffect } from "react";
import { useTimeLeft } from "../hook/use-time-left.ts";
import { useAnnounce } from "../kit/live-region.tsx";
import { useClient } from "../provider.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { type Silence, silenceOf } from "./silence.ts";

/** Why one may not speak here now; undefined as soon as one may. */
export function useSilence(view: ConversationView | undefined): Silence | undefined {
  const client = useClient();
  const silence = view && silenceOf(view, client.now());
  useTimeLeft(silence?.until);
  return silence;
}

/** Above it only the time is told at which it ends: nobody counts that long. */
const COUNTED = 60 * 60_000;

/** In the place of the field to write in: why there is none, and how long. */
export function SilentNote({ silence: { why, until } }: { readonly silence: Silence }) {
  const { group } = useTexts();
  const formats = useFormats();
  const client = useClient();
  const announce = useAnnounce();
  const left = useTimeLeft(until);
  const end = until === undefined ? undefined : formats.until(until, client.now());
  const words = why === "muted" || why === "mutedAll" ? group.silent[why](end) : group.silent[why];
  useEffect(() => announce(words), [announce, words]);
  return (
    <div className="sk-closed-note">
      <p>
        {(why === "muted" || why === "mutedAll") && <MicOff size={16} aria-hidden="true" />} {words}
        {/* not in what is read aloud: each second anew it would be noise */}
        {left > 0 && left < COUNTED && (
          <span className="sk-countdown" aria-hidden="true">
            {" "}
            {group.silent.left(formats.countdown(left))}
          </span>
        )}
      </p>
    </div>
  );
}
