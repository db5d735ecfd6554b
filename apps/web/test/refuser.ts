import { ERRORS, type ErrorName } from "@skein/protocol";
import type { Page } from "playwright-core";

interface Asked {
  readonly type: string;
  readonly id?: number;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Stands between page and server and refuses what is said, or asked otherwise, as long as it is told to. */
export async function refuser(
  page: Page,
  which: (asked: Asked) => boolean = ({ type }) => type === "message.send",
  name: ErrorName = "forbidden",
): Promise<{ refuses: boolean }> {
  const wish = { refuses: true };
  await page.routeWebSocket(/\/v1\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      for (const line of String(message).split("\n")) {
        const frame = JSON.parse(line) as Asked;
        if (wish.refuses && which(frame)) {
          const { code, retry, summary } = ERRORS[name];
          socket.send(JSON.stringify({ type: "error", id: frame.id, code, name, retry, message: summary }));
        } else {
          server.send(line);
        }
      }
    });
  });
  return wish;
}
