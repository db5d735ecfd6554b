import type { CDPSession, Locator, Page } from "playwright-core";

/** A finger on the screen. */
export interface Finger {
  /** Comes down on something, so far along it. */
  down(on: Locator, at?: number): Promise<void>;
  by(dx: number, dy: number): Promise<void>;
  up(): Promise<void>;
}

export async function finger(page: Page): Promise<Finger> {
  const device: CDPSession = await page.context().newCDPSession(page);
  let [x, y] = [0, 0];
  let timestamp = Date.now() / 1000;
  const touch = (type: "touchStart" | "touchMove" | "touchEnd") => {
    // It rests before it leaves: a flick goes on by itself for a while, and a press meanwhile would only stop it.
    timestamp = Math.max(Date.now() / 1000, timestamp) + (type === "touchEnd" ? 0.3 : 0.02);
    const touchPoints = type === "touchEnd" ? [] : [{ x, y }];
    return device.send("Input.dispatchTouchEvent", { type, touchPoints, timestamp });
  };
  return {
    async down(on, at = 0.6) {
      const box = await on.boundingBox();
      if (!box) throw new Error("There is nothing to touch.");
      [x, y] = [box.x + box.width * at, box.y + box.height / 2];
      await touch("touchStart");
    },
    async by(dx, dy) {
      for (let step = 0; step < 5; step++) {
        x += dx / 5;
        y += dy / 5;
        await touch("touchMove");
      }
    },
    async up() {
      await touch("touchEnd");
    },
  };
}
