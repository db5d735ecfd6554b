import { isShown } from "./check-device.ts";
import type { FuzzDevice } from "./device.ts";
import { ownThings } from "./own-log.ts";
import type { FuzzWorld } from "./world.ts";
import type { Truth } from "./truth.ts";

/** Started anew without a network, a device shows the list and the newest lines of each talk, without a hole. [CLIENT-8] [CLIENT-9] */
export async function checkOffline({ clock, findings }: FuzzWorld, truth: Truth, device: FuzzDevice): Promise<void> {
  await device.close();
  device.cable.weather = { latency: 0, jitter: 0, refused: 1, unanswered: 0 };
  device.start();
  await clock.advance(10);
  const { client, name } = device;
  const own = ownThings(truth.logs.get(`s:${device.user}`) ?? []);
  for (const [id, { last, mine }] of truth.lists.get(device.user) ?? []) {
    const shown = truth.logs.get(id)?.findLast((entry) => isShown(entry, mine.since, own));
    const where = `${name} offline ${id}`;
    const view = client.conversation(id).view.get();
    findings.differ(where, { ...view }, { head: last?.seq ?? 0 });
    const { timeline } = client.conversation(id);
    const end = device.look(id);
    await clock.advance(10);
    const lines = timeline.state.get().items.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
    // so many entries are read at first: where all of them are operations there is no line among them
    const near = last && shown && shown.seq > last.seq - 50;
    if (near && lines.at(-1) !== shown.seq)
      findings.add(`${where} ends at ${lines.at(-1)}, should end at ${shown.seq}`);
    end();
  }
}

/** Nothing that was taken back is on a device. It was closed before. [OP-5] */
export async function checkStored({ clock, findings }: FuzzWorld, truth: Truth, device: FuzzDevice): Promise<void> {
  for (const [id, { mine }] of truth.lists.get(device.user) ?? []) {
    const { since } = mine;
    const log = truth.logs.get(id) ?? [];
    for (const { seq, body, fold } of await clock.settle(device.stored(id))) {
      const right = log[seq - 1]?.body;
      // what was cleared for oneself is forgotten
      const cleared = seq < since && Object.keys(body).length === 0;
      if (JSON.stringify(body) !== right && !cleared)
        findings.add(`${device.name} stores ${JSON.stringify(body)} at ${id} ${seq}`);
      if (right === "{}" && fold?.edited) findings.add(`${device.name} stores an edit of ${id} ${seq}`);
    }
  }
}
