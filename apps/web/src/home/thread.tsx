import { ThreadPane, useMe } from "@skein/react";
import { useEffect } from "react";
import { after } from "../clock.ts";
import { goBack, navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";

export interface ThreadProps {
  readonly id: string;
  readonly root: number;
  /** There is room for one pane only. */
  readonly page: boolean;
  /** Opens the direct talk with somebody. */
  readonly onPerson: (user: string) => void;
}

/** A thread beside its conversation, or on a page of its own. */
export function Thread({ id, root, page, onPerson }: ThreadProps) {
  const enterSends = useMe()?.settings.enterSends ?? true;
  useFocusBack(root);
  return (
    <ThreadPane
      id={id}
      root={root}
      page={page}
      enterSends={enterSends}
      onClose={() => goBack(pathTo.conversation(id))}
      onRoot={() => navigate(pathTo.message(id, root))}
      onPerson={onPerson}
    />
  );
}

/** When the thread is closed, the focus goes to where it was opened: to its message in the talk, else to the field. */
function useFocusBack(root: number): void {
  useEffect(
    () => () => {
      after(0, () => {
        const focused = document.activeElement;
        if (focused && focused !== document.body) return;
        const link = document.querySelector<HTMLElement>(`[data-thread="${root}"]`);
        const place = link?.closest<HTMLElement>("[data-row]") ?? link;
        (place ?? document.querySelector<HTMLElement>(".sk-composer-field"))?.focus();
      });
    },
    [root],
  );
}
