import type { Person } from "@skein/client";
import { Ban, Check, PencilLine, Undo2, UserMinus, UserPlus, X } from "lucide-react";
import { useState } from "react";
import { useCard } from "../hook/use-contacts.ts";
import { useMe } from "../hook/use-me.ts";
import { useNow } from "../hook/use-now.ts";
import { Button } from "../kit/button.tsx";
import { Confirm } from "../kit/confirm.tsx";
import { useToast } from "../kit/toast.tsx";
import { useAction } from "../kit/use-action.ts";
import { useClient } from "../provider.tsx";
import { isolate } from "../text/isolate.ts";
import { useTexts } from "../text/language.tsx";
import { Greeting } from "./greeting.tsx";
import { Remark } from "./remark.tsx";

export interface PersonActionsProps {
  readonly person: Person;
  /** Of their link, where that is how one came. */
  readonly code?: string | undefined;
}

/** What one can do about a person besides writing to them. */
export function PersonActions({ person, code }: PersonActionsProps) {
  const { contact: texts } = useTexts();
  const client = useClient();
  const [open, setOpen] = useState<"greeting" | "remark" | "block" | "remove">();
  const close = (): void => setOpen(undefined);
  const user = person.id;
  const name = isolate(person.name);
  const { friend, remark, blocked } = person.contact ?? {};
  const unblock = useAction(() => client.act("contact.unblock", { user }));
  return (
    <div className="sk-profile-part">
      <RequestActions person={person} onAdd={() => setOpen("greeting")} />
      <Button look="quiet" icon={<PencilLine size={18} aria-hidden="true" />} onClick={() => setOpen("remark")}>
        {remark === undefined ? texts.remark : texts.remarkChange}
      </Button>
      {friend !== undefined && (
        <Button look="quiet" icon={<UserMinus size={18} aria-hidden="true" />} onClick={() => setOpen("remove")}>
          {texts.remove}
        </Button>
      )}
      {blocked === undefined ? (
        <Button look="quiet" icon={<Ban size={18} aria-hidden="true" />} onClick={() => setOpen("block")}>
          {texts.block}
        </Button>
      ) : (
        <>
          <p className="sk-aside">{texts.blocked}</p>
          <Button icon={<Ban size={18} aria-hidden="true" />} busy={unblock.busy} onClick={unblock.run}>
            {texts.unblock}
          </Button>
        </>
      )}
      {unblock.error && (
        <p className="sk-field-error" role="alert">
          {unblock.error}
        </p>
      )}
      {open === "greeting" && <Greeting user={user} name={person.name} code={code} onClose={close} />}
      {open === "remark" && <Remark person={person} onClose={close} />}
      <Confirm
        open={open === "block"}
        onClose={close}
        title={texts.blockTitle(name)}
        verb={texts.block}
        onConfirm={async () => {
          await client.act("contact.block", { user });
        }}
      >
        {texts.blockWords}
      </Confirm>
      <Confirm
        open={open === "remove"}
        onClose={close}
        title={texts.removeTitle(name)}
        verb={texts.remove}
        onConfirm={async () => {
          await client.act("contact.remove", { user });
        }}
      >
        {texts.removeWords}
      </Confirm>
    </div>
  );
}

/** Adding them, or the request that waits: theirs to answer, one's own to take back. */
function RequestActions({ person, onAdd }: { readonly person: Person; readonly onAdd: () => void }) {
  const { contact: texts } = useTexts();
  const client = useClient();
  const toast = useToast();
  const me = useMe()?.profile.id;
  const now = useNow();
  const user = person.id;
  const { friend, blocked } = person.contact ?? {};
  const request = useCard(user)?.request;
  const answer = useAction(async (accept: boolean) => {
    await client.act("contact.answer", { user, accept });
    toast(accept ? texts.nowFriends : texts.refused);
  });
  const withdraw = useAction(() => client.act("contact.withdraw", { user }));
  const error = answer.error ?? withdraw.error;
  if (friend !== undefined || blocked !== undefined) return null;
  const waits = request?.state === "open" && request.expires > now;
  return (
    <>
      {waits && request.from !== me && (
        <>
          <p className="sk-quote" dir="auto">
            {request.greeting || texts.wantsToBe}
          </p>
          <div className="sk-two">
            <Button icon={<X size={18} aria-hidden="true" />} busy={answer.busy} onClick={() => answer.run(false)}>
              {texts.refuse}
            </Button>
            <Button
              look="primary"
              icon={<Check size={18} aria-hidden="true" />}
              busy={answer.busy}
              onClick={() => answer.run(true)}
            >
              {texts.accept}
            </Button>
          </div>
        </>
      )}
      {waits && request.from === me && (
        <>
          <p className="sk-aside">{texts.state.open}</p>
          <Button icon={<Undo2 size={18} aria-hidden="true" />} busy={withdraw.busy} onClick={withdraw.run}>
            {texts.withdraw}
          </Button>
        </>
      )}
      {!waits && (
        <Button icon={<UserPlus size={18} aria-hidden="true" />} onClick={onAdd}>
          {texts.add}
        </Button>
      )}
      {error && (
        <p className="sk-field-error" role="alert">
          {error}
        </p>
      )}
    </>
  );
}
