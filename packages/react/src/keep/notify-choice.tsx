import type { ConversationView } from "@skein/client";
import { directId } from "@skein/protocol";
import { useMe } from "../hook/use-me.ts";
import { Choice } from "../kit/choice.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";

/** In a conversation's details: of which of its messages one is told. Nobody tells of the saved ones. */
export function NotifyChoice({ view }: { readonly view: ConversationView }) {
  const { keep } = useTexts();
  const client = useClient();
  const me = useMe()?.profile.id ?? "";
  if (view.id === directId(me, me)) return null;
  const rules =
    view.kind === "group" ? (["default", "all", "mentions", "none"] as const) : (["default", "none"] as const);
  return (
    <div className="sk-keep-notify">
      <Choice
        label={keep.notify}
        value={view.notify ?? "default"}
        onChange={(notify) => client.conversation(view.id).keep({ notify })}
        options={rules.map((value) => ({ value, label: keep.notifyRules[value] }))}
      />
    </div>
  );
}
