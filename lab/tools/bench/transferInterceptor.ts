import { Socket } from "node:dgram";
import * as v from "valibot";
import { type CallSignal, type OpenInterceptor, openInterceptor } from "../../library/openInterceptor.ts";
import { interceptorOrderSchema, type TransferMessage } from "./transferProtocol.ts";

/** The library's interceptor, as a user has it, in a process of its own. See transferCalls.ts. */
const open = new Map<number, OpenInterceptor>();
let datagrams = 0;
countSends();
process.on("disconnect", () => process.exit());
process.on("message", (message) => void handle(message));
tell({ message: "ready" });

async function handle(message: unknown): Promise<void> {
  const order = v.parse(interceptorOrderSchema, message);
  switch (order.order) {
    case "intercept": {
      const { call } = order;
      const deliver = (to: "alice" | "bob", signal: CallSignal) =>
        tell({ message: "signal", call, to, signal });
      open.set(call, await openInterceptor({ tell: deliver }));
      tell({ message: "opened", call });
      return;
    }
    case "pass":
      open.get(order.call)?.pass(order.from, order.signal);
      return;
    case "close":
      await open.get(order.call)?.close();
      open.delete(order.call);
      tell({ message: "closed", call: order.call });
      return;
    case "usage": {
      const { user, system } = process.cpuUsage();
      const peakMiB = process.resourceUsage().maxRSS / 1024;
      const residentMiB = process.memoryUsage.rss() / 2 ** 20;
      tell({ message: "usage", cpuUs: user + system, datagrams, peakMiB, residentMiB });
    }
  }
}

/** One addition a datagram: what the interceptor forwards is nowhere else counted. */
function countSends(): void {
  const { send } = Socket.prototype;
  Socket.prototype.send = function counted(this: Socket, ...words: unknown[]): void {
    datagrams += 1;
    Reflect.apply(send, this, words);
  };
}

function tell(message: TransferMessage): void {
  process.send?.(message);
}
