import { createCipheriv, createDecipheriv, createSecretKey } from "node:crypto";
import { createSocket } from "node:dgram";
import { FLOOR } from "./floorDatagram.ts";
import type { TransferMessage } from "./transferProtocol.ts";

/**
 * The least that a man in the middle of DTLS does in JavaScript: takes each datagram from one socket, opens its one
 * AES-128-GCM record, seals the content again, and sends it on. Node's own functions, called as documented.
 */
const to = Number(process.argv[2]);
const key = createSecretKey(FLOOR.key);
const additional = Buffer.alloc(13);
const nonce = Buffer.alloc(12);
let datagrams = 0;

const socket = createSocket("udp4");
socket.on("message", (datagram) => {
  const decipher = createDecipheriv("aes-128-gcm", key, FLOOR.nonce);
  decipher.setAAD(additional);
  decipher.setAuthTag(datagram.subarray(FLOOR.bytes));
  const content = decipher.update(datagram.subarray(0, FLOOR.bytes));
  decipher.final();
  datagrams += 1;
  nonce.writeUInt32BE(datagrams, 8);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  cipher.setAAD(additional);
  const sealed = cipher.update(content);
  cipher.final();
  socket.send([sealed, cipher.getAuthTag()], to, "127.0.0.1");
});
socket.bind(0, "127.0.0.1", () => {
  socket.setRecvBufferSize(4 << 20);
  tell({ message: "ready", port: socket.address().port });
});
process.on("disconnect", () => process.exit());
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const residentMiB = process.memoryUsage.rss() / 2 ** 20;
  tell({ message: "usage", cpuUs: user + system, datagrams, peakMiB, residentMiB });
});

function tell(message: TransferMessage): void {
  process.send?.(message);
}
