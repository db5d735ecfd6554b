import { directPeer, type Summary } from "@skein/protocol";

/** A direct conversation that nobody has written in yet, shown before the server knows it. [CONV-2] */
export function unwritten(id: string, me: string, at: number): Summary | undefined {
  const peer = directPeer(id, me);
  if (peer === undefined) return undefined;
  const members = peer === me ? 1 : 2;
  return {
    id,
    kind: "direct",
    peer,
    members,
    head: 0,
    at,
    count: 0,
    read: 0,
    readCount: 0,
    delivered: 0,
    unread: 0,
    marks: [],
  };
}
