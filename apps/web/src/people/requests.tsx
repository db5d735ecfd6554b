import { RequestList, useTexts } from "@skein/react";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { PeoplePage } from "./people-page.tsx";

/** Friend requests. */
export function Requests() {
  const { contact } = useTexts();
  return (
    <PeoplePage title={contact.requests}>
      <RequestList onPerson={(user) => navigate(pathTo.person(user))} />
    </PeoplePage>
  );
}
