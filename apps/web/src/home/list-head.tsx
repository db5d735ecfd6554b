import { Avatar, IconButton, Mark, Menu, useMe, useTexts, useThreads, useWaitingRequests, Confirm } from "@skein/react";
import {
  Bookmark,
  ContactRound,
  LogOut,
  MessagesSquare,
  Settings,
  SquarePen,
  Star,
  UserPlus,
  UserRound,
  UsersRound,
} from "lucide-react";
import { useState } from "react";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { useSession } from "../session/use-session.tsx";
import { useAppTexts } from "../text/app-texts.tsx";

export interface ListHeadProps {
  readonly onNewGroup: () => void;
  readonly onSaved: () => void;
}

/** Over the list: the name of the app, a new talk, and what is one's own. */
export function ListHead({ onNewGroup, onSaved }: ListHeadProps) {
  const { app, menu, contacts } = useAppTexts();
  const waiting = useWaitingRequests().length;
  const unread = useThreads().unread;
  const { kit, thread } = useTexts();
  const session = useSession();
  const me = useMe()?.profile;
  const [leaving, setLeaving] = useState(false);
  return (
    <div className="sk-pane-head-line">
      <span className="sk-brand">
        <Mark size={32} />
        {app.name}
      </span>
      <IconButton
        className="head-contacts"
        label={waiting > 0 ? contacts.contactsWaiting(waiting) : contacts.contacts}
        onClick={() => navigate(pathTo.contacts())}
      >
        <ContactRound size={20} aria-hidden="true" />
        {waiting > 0 && <span className="head-dot" aria-hidden="true" />}
      </IconButton>
      <IconButton
        className="head-contacts"
        label={unread > 0 ? thread.waiting(unread) : thread.threads}
        onClick={() => navigate(pathTo.threads)}
      >
        <MessagesSquare size={20} aria-hidden="true" />
        {unread > 0 && <span className="head-dot" aria-hidden="true" />}
      </IconButton>
      <Menu
        trigger={
          <IconButton label={menu.newTalk}>
            <SquarePen size={20} aria-hidden="true" />
          </IconButton>
        }
        actions={[
          {
            id: "people",
            label: menu.findPeople,
            icon: <UserPlus aria-hidden="true" />,
            onSelect: () => navigate(pathTo.people),
          },
          { id: "group", label: menu.newGroup, icon: <UsersRound aria-hidden="true" />, onSelect: onNewGroup },
        ]}
      />
      <Menu
        trigger={
          <IconButton label={menu.open} className="own-button">
            <Avatar name={me?.name ?? kit.you} color={me?.color ?? 0} picture={me?.avatar} size={32} />
          </IconButton>
        }
        actions={[
          {
            id: "profile",
            label: menu.profile,
            icon: <UserRound aria-hidden="true" />,
            onSelect: () => navigate(pathTo.settings("profile")),
          },
          { id: "saved", label: menu.saved, icon: <Bookmark aria-hidden="true" />, onSelect: onSaved },
          {
            id: "starred",
            label: menu.starred,
            icon: <Star aria-hidden="true" />,
            onSelect: () => navigate(pathTo.starred),
          },
          {
            id: "settings",
            label: menu.settings,
            icon: <Settings aria-hidden="true" />,
            onSelect: () => navigate(pathTo.settings()),
          },
          { id: "signout", label: menu.signOut, icon: <LogOut aria-hidden="true" />, onSelect: () => setLeaving(true) },
        ]}
      />
      <Confirm
        open={leaving}
        onClose={() => setLeaving(false)}
        title={menu.signOutTitle}
        verb={menu.signOut}
        onConfirm={() => session.signOut()}
      >
        {menu.signOutWords}
      </Confirm>
    </div>
  );
}
