import { SHORT_BREAK, useConnection } from "../hook/use-connection.ts";
import { useLater } from "../hook/use-later.ts";
import { useNow } from "../hook/use-now.ts";
import { useLinks } from "../links.tsx";
import { useClient } from "../provider.tsx";
import { useTexts } from "../text/language.tsx";

/** One thin honest line over everything, only while something is not as it should be. */
export function ConnectionLine() {
  const { connection: words } = useTexts();
  const client = useClient();
  const { connection: details } = useLinks();
  const { phase, retryAt } = useConnection();
  const now = useNow(1_000);
  const shown = useLater(phase !== "online" && phase !== "stopped", SHORT_BREAK);
  if (!shown) return null;
  const seconds = retryAt === undefined ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1000));
  return (
    <div className="sk-connection" role="status">
      {!navigator.onLine ? (
        words.offline
      ) : phase === "waiting" ? (
        <>
          {/* Seconds that tick are not read aloud each second. */}
          <span aria-live="off">{words.retryIn(seconds)}</span>
          <button type="button" onClick={() => client.reconnect()}>
            {words.retryNow}
          </button>
        </>
      ) : phase === "syncing" ? (
        words.syncing
      ) : (
        words.connecting
      )}
      {details && (
        <button type="button" onClick={details}>
          {words.why}
        </button>
      )}
    </div>
  );
}
