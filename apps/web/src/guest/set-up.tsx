import { setup } from "@skein/client";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { AccountForm } from "./account-form.tsx";
import { GuestFrame } from "./guest-frame.tsx";
import { useServerInfo } from "./use-server-info.ts";

/** The first start: the one-time link makes the owner. */
export function SetUp({ code }: { readonly code: string }) {
  const { guest } = useAppTexts();
  const { info } = useServerInfo();
  if (info?.ready)
    return <GuestFrame title={guest.setUpDone} foot={<Link href={pathTo.signin}>{guest.signIn}</Link>} />;
  if (code === "") return <GuestFrame title={guest.setUpMissing} hint={guest.setUpMissingHint} />;
  return (
    <GuestFrame title={guest.setUpTitle} hint={guest.setUpHint}>
      <AccountForm verb={guest.setUpVerb} make={(account) => setup(location.origin, { ...account, code })} />
    </GuestFrame>
  );
}
