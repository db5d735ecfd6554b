import type { ConversationView } from "@skein/client";
import { directId, LIMITS } from "@skein/protocol";
import { useMe } from "../hook/use-me.ts";
import { Choice } from "../kit/choice.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";

export interface NotifyChoiceProps {
  readonly view: ConversationView;
  /** What it is called stands above it already. */
  readonly bare?: boolean;
}

/** Of which of its messages one is told. Nobody tells of the saved ones. */
export function NotifyChoice({ view, bare = false }: NotifyChoiceProps) {
  const { keep } = useTexts();
  const client = useClient();
  const me = useMe()?.profile.id ?? "";
  if (view.id === directId(me, me)) return null;
  const rules =
    view.kind === "group" ? (["default", "all", "mentions", "none"] as const) : (["default", "none"] as const);
  const usual = view.kind === "group" && view.members > LIMITS.notifiedMembers ? keep.notifyHintLarge : keep.notifyHint;
  return (
    <div className="sk-keep-notify">
      <Choice
        label={keep.notify}
        bare={bare}
        value={view.notify ?? "default"}
        onChange={(notify) => client.conversation(view.id).keep({ notify })}
        options={rules.map((value) => ({ value, label: keep.notifyRules[value] }))}
      />
      <p className="sk-field-hint">{usual}</p>
    </div>
  );
}
