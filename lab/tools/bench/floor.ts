import { createCipheriv } from "node:crypto";
import { createSocket } from "node:dgram";
import { BenchProcess } from "./benchProcess.ts";
import { FLOOR } from "./floorDatagram.ts";

const STALL_MS = 200;

/** CPU time of floorRelay.ts, in microseconds a datagram of 1,200 bytes. Lost datagrams are sent again. */
export async function floorCpu(): Promise<number> {
  const feeder = createSocket("udp4");
  await new Promise<void>((resolve) => feeder.bind(0, "127.0.0.1", resolve));
  feeder.setRecvBufferSize(4 << 20);
  const relay = new BenchProcess("floorRelay.js", [String(feeder.address().port)]);
  try {
    const { port } = await relay.next("ready");
    const datagram = sealed();
    const feed = (count: number) =>
      new Promise<void>((resolve) => {
        let received = 0;
        let underWay = 0;
        const fill = () => {
          for (; underWay < FLOOR.window; underWay += 1) feeder.send(datagram, port, "127.0.0.1");
        };
        const stall = setInterval(() => {
          underWay = 0;
          fill();
        }, STALL_MS);
        feeder.removeAllListeners("message").on("message", () => {
          stall.refresh();
          received += 1;
          underWay -= 1;
          if (received < count) return fill();
          clearInterval(stall);
          resolve();
        });
        fill();
      });
    await feed(FLOOR.warmUp);
    const before = await relay.usage();
    await feed(FLOOR.datagrams);
    const after = await relay.usage();
    return (after.cpuUs - before.cpuUs) / (after.datagrams - before.datagrams);
  } finally {
    relay.end();
    feeder.close();
  }
}

function sealed(): Buffer {
  const cipher = createCipheriv("aes-128-gcm", FLOOR.key, FLOOR.nonce);
  cipher.setAAD(Buffer.alloc(13));
  const content = cipher.update(Buffer.alloc(FLOOR.bytes));
  cipher.final();
  return Buffer.concat([content, cipher.getAuthTag()]);
}
