import { IconButton, ThreadList, useTexts } from "@skein/react";
import { ArrowLeft } from "lucide-react";
import { navigate } from "../route/router.tsx";
import { pathTo } from "../route/route.ts";

/** The threads that one follows, in the place of the list. */
export function ThreadsPane() {
  const { kit, thread } = useTexts();
  return (
    <div className="sk-list-pane">
      <header className="sk-pane-head">
        <div className="sk-pane-head-line">
          <IconButton label={kit.back} onClick={() => navigate(pathTo.home)}>
            <ArrowLeft size={22} aria-hidden="true" />
          </IconButton>
          <h2 className="sk-pane-title">{thread.threads}</h2>
        </div>
      </header>
      <ThreadList hrefOf={pathTo.thread} onOpen={(conversation, root) => navigate(pathTo.thread(conversation, root))} />
    </div>
  );
}
