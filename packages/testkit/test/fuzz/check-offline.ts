import type { FuzzDevice } from "./device.ts";
import type { FuzzWorld } from "./world.ts";
import type { Truth } from "./truth.ts";

/** Started anew without a network, a device shows the list and the newest lines of each talk, without a hole. [CLIENT-8] [CLIENT-9] */
export async function checkOffline({ clock, findings }: FuzzWorld, truth: Truth, device: FuzzDevice): Promise<void> {
  await device.close();
  device.cable.weather = { latency: 0, jitter: 0, refused: 1, unanswered: 0 };
  device.start();
  await clock.advance(10);
  const { client, name } = device;
  for (const [id, { last, shown }] of truth.lists.get(device.user) ?? []) {
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
  for (const [id] of truth.lists.get(device.user) ?? []) {
    const log = truth.logs.get(id) ?? [];
    for (const { seq, body, fold } of await clock.settle(device.stored(id))) {
      const right = log[seq - 1]?.body;
      if (JSON.stringify(body) !== right) findings.add(`${device.name} stores ${JSON.stringify(body)} at ${id} ${seq}`);
      if (right === "{}" && fold?.edited) findings.add(`${device.name} stores an edit of ${id} ${seq}`);
    }
  }
}
