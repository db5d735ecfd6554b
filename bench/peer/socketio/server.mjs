import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Server } from "socket.io";

/**
 * A chat on Socket.IO as its guide writes it: rooms, `emit` with an acknowledgement, nothing stored. WebSocket
 * transport only and without compression, the settings that its performance page recommends.
 */
const [populationFile = "", recovery = ""] = process.argv.slice(2);
const { conversations } = /** @type {import("../peer.ts").Population} */ (
  JSON.parse(readFileSync(populationFile, "utf8"))
);

/** @type {Map<number, string[]>} */
const roomsOf = new Map();
conversations.forEach((members, conv) => {
  for (const user of members) roomsOf.set(user, [...(roomsOf.get(user) ?? []), String(conv)]);
});

const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  ...(recovery === "recovery" ? { connectionStateRecovery: { maxDisconnectionDuration: 120_000 } } : {}),
});

io.on("connection", async (socket) => {
  const user = Number(socket.handshake.query["user"]);
  if (!socket.recovered) await socket.join(roomsOf.get(user) ?? []);
  socket.on("send", (/** @type {number} */ conv, /** @type {string} */ text, /** @type {() => void} */ ack) => {
    socket.to(String(conv)).emit("entry", { conv, from: user, at: Date.now(), text });
    ack();
  });
});

http.listen(0, "127.0.0.1", 4096, () => {
  const address = http.address();
  console.log(`ready ${typeof address === "object" ? address?.port : ""}`);
});
