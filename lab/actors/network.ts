import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import type { EndName } from "../../src/trace/events.ts";
import { type Outcome, play, report } from "./actor.ts";
import { type NetworkOrder, networkOrderSchema, type Ports } from "./protocol.ts";
import { openRecorder, type Recorder } from "./recorder.ts";

/**
 * The path between the actors: a router that gives every actor's UDP socket one public port, as a 1:1 NAT
 * does. Every datagram between two actors crosses it, byte for byte, and the recorder keeps it.
 */
interface Door {
  readonly owner: EndName;
  readonly socket: Socket;
  readonly port: number;
  /** Where the owner's own socket is. Unknown until it attaches; datagrams that come earlier are held. */
  privatePort?: number;
}

interface HeldDatagram {
  readonly door: Door;
  readonly payload: Uint8Array;
  readonly fromPort: number;
}

const MAX_HELD_DATAGRAMS = 256;
/** Large enough for a burst of bulk data; the kernel may grant less. */
const SOCKET_BUFFER_BYTES = 4 << 20;

const doors: Door[] = [];
const doorByPrivatePort = new Map<number, Door>();
let held: HeldDatagram[] = [];
let recorder: Recorder | undefined;

play(networkOrderSchema, carryOut);

async function carryOut(order: NetworkOrder): Promise<Outcome | undefined> {
  switch (order.order) {
    case "record-to":
      recorder = openRecorder(order.file);
      report({ kind: "marker-recorded", marker: order.marker, packet: recorder.recordMarker(order.marker) });
      return undefined;
    case "open-ports":
      return { ports: await openDoors(order.call, order.owners) };
    case "attach":
      attach(order.owner, order.privatePort);
      return undefined;
    case "close-log":
      for (const { socket } of doors) socket.close();
      if (recorder) report({ kind: "recording-ended", ...recorder.close() });
      return undefined;
  }
}

/** Each call gets ports of its own, so that the capture tells the calls apart. */
async function openDoors(call: number, owners: readonly EndName[]): Promise<Ports> {
  const ports: Ports = {};
  for (const owner of owners) {
    const socket = createSocket({ type: "udp4" });
    socket.bind(0, "127.0.0.1");
    await once(socket, "listening");
    socket.setRecvBufferSize(SOCKET_BUFFER_BYTES);
    socket.setSendBufferSize(SOCKET_BUFFER_BYTES);
    const door: Door = { owner, socket, port: socket.address().port };
    socket.on("message", (payload, from) => route(door, payload, from.port));
    doors.push(door);
    ports[owner] = door.port;
    report({ kind: "port-opened", owner, call, port: door.port });
  }
  return ports;
}

function attach(owner: EndName, privatePort: number): void {
  const door = doors.findLast(
    (candidate) => candidate.owner === owner && candidate.privatePort === undefined,
  );
  if (!door) throw new Error(`${owner} opened a socket, but the network holds no free port for it`);
  door.privatePort = privatePort;
  doorByPrivatePort.set(privatePort, door);
  const waiting = held;
  held = [];
  for (const { door: to, payload, fromPort } of waiting) route(to, payload, fromPort);
}

/** A datagram that came in at `to`'s door goes to `to`'s socket, and seems to come from its sender's door. */
function route(to: Door, payload: Uint8Array, fromPort: number): void {
  const from = doorByPrivatePort.get(fromPort);
  if (!from || to.privatePort === undefined) {
    if (held.length < MAX_HELD_DATAGRAMS) held.push({ door: to, payload, fromPort });
    return;
  }
  recorder?.record({ from, to, payload });
  from.socket.send(payload, to.privatePort, "127.0.0.1");
}
