import { ContactList, IconButton, RowLink, useTexts, useWaitingRequests } from "@skein/react";
import { ArrowLeft, QrCode, UserPlus, UserSearch } from "lucide-react";
import { follow, navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";

/** Contacts, in the place of the list. */
export function ContactsPane({
  current,
  requests,
}: {
  readonly current?: string | undefined;
  readonly requests: boolean;
}) {
  const { contacts: texts, menu } = useAppTexts();
  const { contact, kit } = useTexts();
  const waiting = useWaitingRequests().length;
  return (
    <div className="sk-list-pane">
      <header className="sk-pane-head">
        <div className="sk-pane-head-line">
          <IconButton label={kit.back} onClick={() => navigate(pathTo.home)}>
            <ArrowLeft size={22} aria-hidden="true" />
          </IconButton>
          <h2 className="sk-pane-title">{texts.contacts}</h2>
          <IconButton label={texts.myLink} onClick={() => navigate(pathTo.settings("link"))}>
            <QrCode size={20} aria-hidden="true" />
          </IconButton>
          <IconButton label={menu.findPeople} onClick={() => navigate(pathTo.people)}>
            <UserSearch size={20} aria-hidden="true" />
          </IconButton>
        </div>
        <RowLink
          href={pathTo.contacts("requests")}
          current={requests}
          onClick={(event) => follow(event, pathTo.contacts("requests"))}
          leading={
            <span className="settings-icon">
              <UserPlus aria-hidden="true" />
            </span>
          }
          title={contact.requests}
          titleEnd={
            waiting > 0 && (
              <span className="sk-badge">
                <span aria-hidden="true">{waiting}</span>
                <span className="sk-hidden">{contact.requestsWaiting(waiting)}</span>
              </span>
            )
          }
        />
      </header>
      <ContactList current={current} hrefOf={pathTo.person} onOpen={(user) => navigate(pathTo.person(user))} />
    </div>
  );
}
