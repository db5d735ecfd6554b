import { expect, test } from "bun:test";
import { overRequests } from "../src/transport/over-requests.ts";
import { VirtualClock } from "./virtual-clock.ts";

/* A network cuts a stream anywhere, also within a message, a comment or a letter. */

const ALIVE = '{"type":"alive"}';

/** A link over a stream whose pieces come as they are given. Resolves with all that was told of it. */
async function told(pieces: readonly Uint8Array[]): Promise<readonly string[]> {
  const told: string[] = [];
  let ended: () => void = () => undefined;
  const end = new Promise<void>((resolve) => (ended = resolve));
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const piece = pieces[next++];
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
  });
  const answers = [new Response(body, { headers: { "content-type": "text/event-stream" } })];
  const transport = overRequests(
    "stream",
    (_url, { method }) => {
      const answer = answers.shift();
      if (answer) return Promise.resolve(answer);
      // it reads on: the stream was heard to its end
      if (method === "GET") ended();
      return new Promise(() => undefined);
    },
    new VirtualClock(),
  );
  const link = transport("http://a", {
    opened: () => link.send('{"type":"hello"}'),
    message: (message) => void told.push(message),
    closed: (code) => void told.push(`closed ${code}`),
  });
  await end;
  link.close(1000, "");
  return told;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const OPEN = bytes('event: open\ndata: {"link":"n.1"}\n\nid: 1\ndata: {"type":"welcome"}\n\n');

test("[CARRY-2][CARRY-13] a message that comes in many pieces is told once, and nothing beside it", async () => {
  const event = bytes('id: 2\ndata: {"text":"雁🙂"}\n\n');
  const letters = Array.from(event, (_, i) => event.slice(i, i + 1));
  expect(await told([OPEN, ...letters])).toEqual(['{"type":"welcome"}', '{"text":"雁🙂"}']);
});

test("[CARRY-13] each comment is told as life once, however it is cut and whatever begins behind it", async () => {
  const pieces = [":\n\n", ":\n", "\n", ':\n\nid: 2\ndata: {"text', '":""}\n\n'].map(bytes);
  expect(await told([OPEN, ...pieces])).toEqual(['{"type":"welcome"}', ALIVE, ALIVE, ALIVE, '{"text":""}']);
});
