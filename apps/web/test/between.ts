import type { Page } from "playwright-core";

/** What a page asks of the server. */
export interface Asked {
  readonly type: string;
  readonly id?: number;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** What can be done with it. */
export interface Ways {
  /** Sends it on to the server, now or later. */
  readonly pass: () => void;
  /** Answers it in the server's place, with a frame that needs no id. */
  readonly answer: (frame: Readonly<Record<string, unknown>>) => void;
}

/**
 * Stands between page and server, on each link that the page makes from now on.
 *
 * @param takes does as it wishes with what is asked, and tells so by true; all else goes on to the server at once
 */
export async function between(page: Page, takes: (asked: Asked, ways: Ways) => boolean): Promise<void> {
  await page.routeWebSocket(/\/v1\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      for (const line of String(message).split("\n")) {
        const asked = JSON.parse(line) as Asked;
        const pass = (): void => server.send(line);
        const answer: Ways["answer"] = (frame) => socket.send(JSON.stringify({ ...frame, id: asked.id }));
        if (!takes(asked, { pass, answer })) pass();
      }
    });
  });
}
