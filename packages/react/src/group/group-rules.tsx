import type { ConversationView } from "@skein/client";
import { GROUP_RIGHTS, type GroupRight } from "@skein/protocol";
import { Ban, History, MicOff, ShieldCheck, Timer } from "lucide-react";
import { lazy } from "react";
import { useTimeLeft } from "../hook/use-time-left.ts";
import { useClient } from "../provider.tsx";
import { useFormats, useTexts } from "../text/language.tsx";
import { MyNick } from "./my-nick.tsx";
import { PanelOpener } from "./panel-opener.tsx";
import { mayHere } from "./rights.ts";

// What a row opens comes when it is opened.
const RightsDialog = lazy(async () => ({ default: (await import("./rights-dialog.tsx")).RightsDialog }));
const SlowDialog = lazy(async () => ({ default: (await import("./slow-dialog.tsx")).SlowDialog }));
const MuteAllDialog = lazy(async () => ({ default: (await import("./mute-all-dialog.tsx")).MuteAllDialog }));
const HistoryDialog = lazy(async () => ({ default: (await import("./history-dialog.tsx")).HistoryDialog }));
const BansDialog = lazy(async () => ({ default: (await import("./bans-dialog.tsx")).BansDialog }));

/** What one is called here, and the rules of the group, for those who may change them. */
export function GroupRules({ view }: { readonly view: ConversationView }) {
  const { group } = useTexts();
  const formats = useFormats();
  const client = useClient();
  const { permissions = {}, slow = 0, history = -1, mutedUntil = 0 } = view.settings ?? {};
  const allMuted = useTimeLeft(mutedUntil) > 0;
  const [mute, rules, bans, owner] = [
    mayHere(view, "mute"),
    mayHere(view, "rules"),
    mayHere(view, "remove"),
    mayHere(view, "owner"),
  ];
  if (!mute && !rules && !bans && !owner && !mayHere(view, "nick")) return null;
  const changed = (Object.keys(GROUP_RIGHTS) as GroupRight[]).filter(
    (right) => (permissions[right] ?? GROUP_RIGHTS[right]) !== GROUP_RIGHTS[right],
  );
  const historyWords =
    history === -1 ? group.historyAll : history === 0 ? group.historyNone : group.historyLast(history);
  return (
    <section className="sk-profile-part" aria-label={group.settings}>
      <h3 className="sk-section">{group.settings}</h3>
      <MyNick view={view} />
      {owner && (
        <PanelOpener
          view={view}
          Opens={RightsDialog}
          icon={<ShieldCheck size={18} aria-hidden="true" />}
          title={group.rights}
          detail={group.rightsSome(changed.length)}
        />
      )}
      {rules && (
        <PanelOpener
          view={view}
          Opens={SlowDialog}
          icon={<Timer size={18} aria-hidden="true" />}
          title={group.slow}
          detail={slow > 0 ? group.slowEach(formats.lasting(slow * 1_000)) : group.off}
        />
      )}
      {mute && (
        <PanelOpener
          view={view}
          Opens={MuteAllDialog}
          icon={<MicOff size={18} aria-hidden="true" />}
          title={group.muteAll}
          detail={allMuted ? group.muteAllUntil(formats.until(mutedUntil, client.now())) : group.off}
        />
      )}
      {rules && (
        <PanelOpener
          view={view}
          Opens={HistoryDialog}
          icon={<History size={18} aria-hidden="true" />}
          title={group.history}
          detail={historyWords}
        />
      )}
      {bans && (
        <PanelOpener view={view} Opens={BansDialog} icon={<Ban size={18} aria-hidden="true" />} title={group.bans} />
      )}
    </section>
  );
}
