import type { Result } from "@skein/client";
import { ShieldCheck } from "lucide-react";
import { usePages } from "../hook/use-pages.ts";
import { useName, usePerson } from "../hook/use-person.ts";
import { Avatar } from "../kit/avatar.tsx";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { Row } from "../kit/row.tsx";
import { Blank, Failure, RowsToCome } from "../kit/states.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useFormats, useTexts } from "../text/language.tsx";
import type { PanelDialogProps } from "./panel-dialog.ts";

type GroupBan = Result<"group.bans">["bans"][number];

/** Who is kept out of a group, and the end of it. */
export function BansDialog({ view, open, onClose }: PanelDialogProps) {
  const { group } = useTexts();
  return (
    <Dialog open={open} onClose={onClose} title={group.bans} size="tall">
      {open && <Bans conv={view.id} />}
    </Dialog>
  );
}

function Bans({ conv }: { readonly conv: string }) {
  const { group } = useTexts();
  const client = useClient();
  const {
    items: bans,
    hasMore,
    busy,
    error,
    more,
    leaveOut,
  } = usePages<GroupBan, string>(async (after) => {
    const page = await client.call("group.bans", { conv, ...(after !== undefined && { after }) });
    return { items: page.bans, next: page.next };
  });
  return (
    <>
      <ul>
        {bans?.map((ban) => (
          <li key={ban.user}>
            <BanRow conv={conv} ban={ban} onLifted={() => leaveOut(({ user }) => user !== ban.user)} />
          </li>
        ))}
      </ul>
      {error && <Failure onRetry={more}>{error}</Failure>}
      {busy && <RowsToCome count={bans?.length ? 1 : 3} />}
      {bans?.length === 0 && !hasMore && !busy && (
        <Blank art={<ShieldCheck size={32} />} title={group.noBans}>
          {group.noBansHint}
        </Blank>
      )}
      {hasMore && !busy && !error && <Button onClick={more}>{group.more}</Button>}
    </>
  );
}

interface BanRowProps {
  readonly conv: string;
  readonly ban: GroupBan;
  readonly onLifted: () => void;
}

function BanRow({ conv, ban, onLifted }: BanRowProps) {
  const { group, kit } = useTexts();
  const formats = useFormats();
  const client = useClient();
  const person = usePerson(ban.user);
  const by = useName(ban.by);
  const name = person?.name ?? kit.somebody;
  const unban = useAction(async () => {
    await client.call("group.unban", { conv, user: ban.user });
    onLifted();
  });
  return (
    <>
      <Row
        leading={<Avatar name={name} color={person?.color ?? 0} picture={person?.avatar} size={40} />}
        title={<bdi>{name}</bdi>}
        detail={group.bannedBy(isolate(by), formats.date(ban.at))}
        trailing={
          <Button busy={unban.busy} aria-label={group.unbanOf(isolate(name))} onClick={unban.run}>
            {group.unban}
          </Button>
        }
      />
      {ban.reason && (
        <p className="sk-ban-reason">
          <bdi>{ban.reason}</bdi>
        </p>
      )}
      {unban.error && (
        <p className="sk-field-error" role="alert">
          {unban.error}
        </p>
      )}
    </>
  );
}
