import { watchLink } from "@skein/client/lab";
import { RowsToCome, useClient, useObservable } from "@skein/react";
import { Suspense, useMemo } from "react";
import { SettingsPage } from "../settings/settings-page.tsx";
import { Compare } from "./compare.tsx";
import { Now } from "./now.tsx";
import { Ways } from "./ways.tsx";

/** How this device reaches the server: now, by each way, and all ways beside each other. */
export function ConnectionPage() {
  return (
    <SettingsPage section="connection">
      <Suspense fallback={<RowsToCome count={3} />}>
        <Lab />
      </Suspense>
    </SettingsPage>
  );
}

function Lab() {
  const client = useClient();
  const facts = useObservable(useMemo(() => watchLink(client), [client]));
  return (
    <>
      <Now facts={facts} />
      <Ways />
      <Compare />
    </>
  );
}
