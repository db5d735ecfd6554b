import { redeem } from "@skein/client";
import { Button, useAction } from "@skein/react";
import { deviceInfo } from "../session/device-info.ts";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { GuestFrame } from "./guest-frame.tsx";
import { useEnter } from "./use-enter.ts";

/** Signs in by a one-time link. A press is asked for, so that a preview of the link does not use it up. */
export function Redeem({ code }: { readonly code: string }) {
  const { guest } = useAppTexts();
  const enter = useEnter();
  const use = useAction(async () => enter(await redeem(location.origin, { code, device: deviceInfo() })));
  return (
    <GuestFrame
      title={guest.redeemTitle}
      hint={guest.redeemHint}
      foot={<Link href={pathTo.signin}>{guest.withPassword}</Link>}
    >
      {use.error && (
        <p className="sk-field-error" role="alert">
          {use.error}
        </p>
      )}
      <Button look="primary" busy={use.busy} onClick={use.run}>
        {use.busy ? guest.redeeming : guest.redeemVerb}
      </Button>
    </GuestFrame>
  );
}
