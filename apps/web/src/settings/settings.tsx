import { type ComponentType, lazy, Suspense } from "react";
import type { Section } from "../route/route.ts";
import { Audit } from "../order/audit.tsx";
import { Reports } from "../order/reports.tsx";
import { Sanctions } from "../order/sanctions.tsx";
import { WordList } from "../order/word-list.tsx";
import { Erase } from "./erase.tsx";
import { OwnLink } from "./own-link.tsx";
import { Privacy } from "./privacy.tsx";
import { Devices } from "./devices.tsx";
import { Folders } from "./folders.tsx";
import { General } from "./general.tsx";
import { Invitations } from "./invitations.tsx";
import { Notifications } from "./notifications.tsx";
import { Password } from "./password.tsx";
import { Profile } from "./profile.tsx";
import { ServerPeople } from "./server-people.tsx";

const ConnectionPage = lazy(async () => ({
  default: (await import("../connection/connection-page.tsx")).ConnectionPage,
}));

const PAGES: Readonly<Record<Section, ComponentType>> = {
  profile: Profile,
  general: General,
  notifications: Notifications,
  folders: Folders,
  privacy: Privacy,
  link: OwnLink,
  devices: Devices,
  connection: ConnectionPage,
  password: Password,
  erase: Erase,
  invitations: Invitations,
  people: ServerPeople,
  reports: Reports,
  words: WordList,
  sanctions: Sanctions,
  audit: Audit,
};

/** One section of the settings. */
export function Settings({ section }: { readonly section: Section }) {
  const Page = PAGES[section];
  return (
    <Suspense fallback={null}>
      <Page key={section} />
    </Suspense>
  );
}
