import { JoinGroup, useTexts } from "@skein/react";
import { useCallback } from "react";
import { PeoplePage } from "../people/people-page.tsx";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";
import { forgetWish, isWished } from "./wish.ts";

/** What a link to a group leads to. */
export function GroupDoor({ code }: { readonly code: string }) {
  const { doors } = useTexts();
  const open = useCallback((id: string) => {
    forgetWish();
    // The way in is no step to come back to.
    navigate(pathTo.conversation(id), { replace: true });
  }, []);
  return (
    <PeoplePage title={doors.joinTitle} back={pathTo.home}>
      <JoinGroup code={code} wished={isWished(code)} onOpen={open} />
    </PeoplePage>
  );
}
