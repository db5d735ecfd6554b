import { Button, Confirm, useClient, useCopy, useMe, useToast, Answered, useAnswer, Qr } from "@skein/react";
import { Copy, RefreshCw } from "lucide-react";
import { useState } from "react";
import { useAppTexts } from "../text/app-texts.tsx";
import { SettingsPage } from "./settings-page.tsx";

/** The link and the QR code by which others find one. */
export function OwnLink() {
  const { settings: texts } = useAppTexts();
  const client = useClient();
  const toast = useToast();
  const copy = useCopy();
  const name = useMe()?.profile.name;
  const answer = useAnswer("contact.link", {});
  const [renewing, setRenewing] = useState(false);
  return (
    <SettingsPage section="link">
      <Answered answer={answer}>
        {({ url }) => (
          <div className="own-link">
            <Qr text={url} label={texts.qrLabel} />
            <p className="own-name">
              <bdi>{name}</bdi>
            </p>
            <p className="sk-field-hint">{texts.linkWords}</p>
            <p className="address">{url}</p>
            <div className="own-link-actions">
              <Button icon={<Copy size={16} aria-hidden="true" />} onClick={() => copy(url)}>
                {texts.copyLink}
              </Button>
              <Button icon={<RefreshCw size={16} aria-hidden="true" />} onClick={() => setRenewing(true)}>
                {texts.renew}
              </Button>
            </div>
          </div>
        )}
      </Answered>
      <Confirm
        open={renewing}
        onClose={() => setRenewing(false)}
        title={texts.renewTitle}
        verb={texts.renew}
        onConfirm={async () => {
          await client.call("contact.link", { renew: true });
          answer.again();
          toast(texts.renewed);
        }}
      >
        {texts.renewWords}
      </Confirm>
    </SettingsPage>
  );
}
