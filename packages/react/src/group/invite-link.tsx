import type { ConversationView } from "@skein/client";
import type { GroupLink } from "@skein/protocol";
import { Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "../kit/button.tsx";
import { Confirm } from "../kit/confirm.tsx";
import { Qr } from "../kit/qr.tsx";
import { useToast } from "../kit/toast.tsx";
import { useCopy } from "../kit/use-copy.ts";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";
import { useAddress, useLinkFacts } from "./use-link-words.ts";

export interface InviteLinkProps {
  readonly view: ConversationView;
  readonly link: GroupLink;
  readonly onBack: () => void;
}

/** One link into a group: to be scanned, copied or revoked. */
export function InviteLink({ view, link, onBack }: InviteLinkProps) {
  const { doors, kit } = useTexts();
  const client = useClient();
  const copy = useCopy();
  const toast = useToast();
  const address = useAddress(link);
  const facts = useLinkFacts(link);
  const [revoking, setRevoking] = useState(false);
  return (
    <>
      <div className="sk-invite">
        <Qr text={address} label={doors.qr(view.name ?? "")} />
        <p className="sk-invite-name">
          <bdi>{view.name}</bdi>
        </p>
        <p className="sk-field-hint">{link.approval ? doors.qrHintApproval : doors.qrHint}</p>
        <p className="sk-invite-address" dir="ltr">
          {address}
        </p>
        <ul className="sk-invite-facts">
          {facts.map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
      </div>
      <div className="sk-form-end">
        <Button onClick={onBack}>{kit.back}</Button>
        <span className="sk-form-space" />
        <Button look="danger" onClick={() => setRevoking(true)}>
          {doors.revoke}
        </Button>
        <Button look="primary" icon={<Copy size={16} aria-hidden="true" />} onClick={() => copy(address)}>
          {doors.copyLink}
        </Button>
      </div>
      <Confirm
        open={revoking}
        onClose={() => setRevoking(false)}
        title={doors.revokeTitle}
        verb={doors.revoke}
        onConfirm={async () => {
          await client.call("group.link.revoke", { conv: view.id, code: link.code });
          toast(doors.revoked);
          onBack();
        }}
      >
        {doors.revokeWords}
      </Confirm>
    </>
  );
}
