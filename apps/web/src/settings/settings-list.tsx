import { IconButton, moveByArrows, RowLink, useMe, useTexts } from "@skein/react";
import {
  ArrowLeft,
  Activity,
  Bell,
  BookX,
  Flag,
  FolderPen,
  Gavel,
  KeyRound,
  MonitorSmartphone,
  Palette,
  ScrollText,
  Ticket,
  UserRound,
  UsersRound,
  QrCode,
  ShieldCheck,
  UserRoundX,
} from "lucide-react";
import type { ReactNode } from "react";
import { follow, navigate } from "../route/router.tsx";
import { pathTo, type Section, SECTIONS } from "../route/route.ts";
import { useAppTexts } from "../text/app-texts.tsx";

const ICONS: Readonly<Record<Section, ReactNode>> = {
  profile: <UserRound aria-hidden="true" />,
  general: <Palette aria-hidden="true" />,
  notifications: <Bell aria-hidden="true" />,
  folders: <FolderPen aria-hidden="true" />,
  privacy: <ShieldCheck aria-hidden="true" />,
  link: <QrCode aria-hidden="true" />,
  devices: <MonitorSmartphone aria-hidden="true" />,
  connection: <Activity aria-hidden="true" />,
  password: <KeyRound aria-hidden="true" />,
  erase: <UserRoundX aria-hidden="true" />,
  invitations: <Ticket aria-hidden="true" />,
  people: <UsersRound aria-hidden="true" />,
  reports: <Flag aria-hidden="true" />,
  words: <BookX aria-hidden="true" />,
  sanctions: <Gavel aria-hidden="true" />,
  audit: <ScrollText aria-hidden="true" />,
};

/** Sections that only whoever runs the server can use. */
const FOR_ADMINS: readonly Section[] = ["invitations", "people", "reports", "words", "sanctions", "audit"];

/** What can be set, in the place of the list. */
export function SettingsList({ current }: { readonly current: Section | undefined }) {
  const { settings: texts, order } = useAppTexts();
  const { kit } = useTexts();
  const role = useMe()?.role;
  const sections = SECTIONS.filter((section) => role === "owner" || role === "admin" || !FOR_ADMINS.includes(section));
  const hints = {
    profile: texts.profileHint,
    general: texts.generalHint,
    notifications: texts.notificationsHint,
    folders: texts.foldersHint,
    privacy: texts.privacyHint,
    link: texts.linkHint,
    devices: texts.devicesHint,
    connection: texts.connectionHint,
    password: texts.passwordHint,
    erase: texts.eraseHint,
    invitations: texts.invitationsHint,
    people: texts.peopleHint,
    reports: order.reportsHint,
    words: order.wordsHint,
    sanctions: order.sanctionsHint,
    audit: order.auditHint,
  };
  const titles = { ...texts, ...order };
  return (
    <>
      <header className="sk-bar bare-bar">
        <IconButton label={kit.back} onClick={() => navigate(pathTo.home)}>
          <ArrowLeft size={22} aria-hidden="true" />
        </IconButton>
        <h2 className="sk-pane-title">{texts.title}</h2>
      </header>
      <nav className="sk-list sk-scroll" aria-label={texts.title} onKeyDown={moveByArrows}>
        {sections.map((section) => (
          <RowLink
            key={section}
            href={pathTo.settings(section)}
            current={section === current}
            onClick={(event) => follow(event, pathTo.settings(section))}
            leading={<span className="settings-icon">{ICONS[section]}</span>}
            title={titles[section]}
            detail={hints[section]}
          />
        ))}
      </nav>
    </>
  );
}
