import { SkeinError } from "@skein/client";
import {
  Blank,
  Failure,
  Offline,
  RowsToCome,
  useClient,
  useErrorText,
  useMe,
  useOffline,
  useOnline,
} from "@skein/react";
import { Link2Off } from "lucide-react";
import { useEffect, useState } from "react";
import { Link } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";
import { PeoplePage } from "./people-page.tsx";
import { PersonCard } from "./person-card.tsx";

type Found = { readonly user: string } | { readonly gone: true } | { readonly error: string };

/** Whoever's link was opened. */
export function LinkedPerson({
  code,
  onMessage,
}: {
  readonly code: string;
  readonly onMessage: (user: string) => void;
}) {
  const { contacts: texts, settings } = useAppTexts();
  const client = useClient();
  const online = useOnline();
  const offline = useOffline();
  const errorText = useErrorText();
  const me = useMe()?.profile.id;
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    if (!online) return undefined;
    let wanted = true;
    client
      .call("contact.find", { code })
      .then(({ users: [person] }) => wanted && setFound(person ? { user: person.id } : { gone: true }))
      .catch((error: unknown) => {
        if (!wanted) return;
        const { name } = SkeinError.from(error);
        setFound(name === "code_invalid" || name === "invalid" ? { gone: true } : { error: errorText(error) });
      });
    return () => {
      wanted = false;
    };
  }, [client, online, code, errorText]);
  if (found && "user" in found && found.user !== me)
    return <PersonCard user={found.user} code={code} onMessage={onMessage} />;
  return (
    <PeoplePage title={texts.linkTitle}>
      {!found && (offline ? <Offline>{settings.offline}</Offline> : <RowsToCome count={2} />)}
      {found && "error" in found && <Failure>{found.error}</Failure>}
      {found && "gone" in found && (
        <Blank art={<Link2Off size={40} />} title={texts.linkMissing}>
          {texts.linkMissingHint}
        </Blank>
      )}
      {found && "user" in found && (
        <Blank
          title={texts.ownLink}
          action={
            <Link className="sk-button sk-button-plain" href={pathTo.settings("link")}>
              {texts.myLink}
            </Link>
          }
        >
          {texts.ownLinkHint}
        </Blank>
      )}
    </PeoplePage>
  );
}
