import type { Result } from "@skein/protocol";
import {
  Blank,
  Button,
  Confirm,
  Field,
  IconButton,
  Row,
  useAction,
  useClient,
  useCopy,
  useFormats,
  useTexts,
  Answered,
  useAnswer,
} from "@skein/react";
import { Copy, Ticket, Trash2 } from "lucide-react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { ForAdmins } from "./for-admins.tsx";
import { SettingsPage } from "./settings-page.tsx";

type Invite = Result<"invite.list">["invites"][number];

/** Links with which new people join. */
export function Invitations() {
  return (
    <SettingsPage section="invitations">
      <ForAdmins>
        <Open />
      </ForAdmins>
    </SettingsPage>
  );
}

function Open() {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const answer = useAnswer("invite.list", {});
  const [ending, setEnding] = useState<Invite>();
  return (
    <>
      <NewInvite onMade={answer.again} />
      <Answered answer={answer}>
        {({ invites }) =>
          invites.length === 0 ? (
            <Blank art={<Ticket size={32} />} title={texts.inviteNone}>
              {texts.inviteNoneHint}
            </Blank>
          ) : (
            <ul className="card">
              {invites.map((invite) => (
                <li key={invite.code}>
                  <InviteRow invite={invite} onEnd={() => setEnding(invite)} />
                </li>
              ))}
            </ul>
          )
        }
      </Answered>
      <Confirm
        open={ending !== undefined}
        onClose={() => setEnding(undefined)}
        title={texts.inviteEndTitle}
        verb={texts.inviteEndVerb}
        onConfirm={async () => {
          if (ending) await client.call("invite.revoke", { code: ending.code });
          answer.again();
        }}
      >
        {texts.inviteEndWords}
      </Confirm>
    </>
  );
}

function NewInvite({ onMade }: { readonly onMade: () => void }) {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const copy = useCopy();
  const [uses, setUses] = useState("1");
  const [days, setDays] = useState("7");
  const make = useAction(async () => {
    const { invite } = await client.call("invite.create", { uses: Number(uses), days: Number(days) });
    copy(addressOf(invite));
    onMade();
  });
  return (
    <form
      className="invite-form"
      onSubmit={(event) => {
        event.preventDefault();
        make.run();
      }}
    >
      <Field
        label={texts.inviteUses}
        type="number"
        min={1}
        max={1000}
        required
        value={uses}
        onChange={(event) => setUses(event.target.value)}
      />
      <Field
        label={texts.inviteDays}
        type="number"
        min={1}
        max={365}
        required
        value={days}
        onChange={(event) => setDays(event.target.value)}
      />
      <Button look="primary" type="submit" busy={make.busy}>
        {texts.inviteVerb}
      </Button>
      {make.error && (
        <p className="sk-field-error" role="alert">
          {make.error}
        </p>
      )}
    </form>
  );
}

function InviteRow({ invite, onEnd }: { readonly invite: Invite; readonly onEnd: () => void }) {
  const { settings: texts } = useAppTexts();
  const { kit } = useTexts();
  const formats = useFormats();
  const copy = useCopy();
  return (
    <Row
      title={<bdi className="address">{addressOf(invite)}</bdi>}
      detail={`${texts.inviteLeft(invite.uses)} · ${texts.inviteUntil(formats.date(invite.expires))}`}
      trailing={
        <>
          <Button
            icon={<Copy size={16} aria-hidden="true" />}
            aria-label={texts.copyLink}
            onClick={() => copy(addressOf(invite))}
          >
            {kit.copy}
          </Button>
          <IconButton label={texts.inviteEnd} onClick={onEnd}>
            <Trash2 size={18} aria-hidden="true" />
          </IconButton>
        </>
      }
    />
  );
}

/** The link as people of this page reach the server, whatever the server believes to be called. */
function addressOf({ code }: Invite): string {
  return `${location.origin}/join#${code}`;
}
