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
  for (const [id, { last }] of truth.lists.get(device.user) ?? []) {
    const where = `${name} offline ${id}`;
    const view = client.conversation(id).view.get();
    findings.differ(where, { ...view }, { head: last?.seq ?? 0 });
    const { timeline } = client.conversation(id);
    const end = device.look(id);
    await clock.advance(10);
    const lines = timeline.state.get().items.flatMap(({ seq }) => (seq === undefined ? [] : [seq]));
    if (last && lines.at(-1) !== last.seq) findings.add(`${where} ends at ${lines.at(-1)}, should end at ${last.seq}`);
    end();
  }
}
