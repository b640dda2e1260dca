import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { attackById } from "../../../src/attacks/index.ts";
import { demultiplex } from "../../../src/capture/demultiplex.ts";
import { counterpartOf, type EndName, legOf, type PeerName } from "../../../src/trace/parties.ts";
import { type Outcome, play, report } from "../actor.ts";
import type { OnPath, SeenDatagram } from "../attacker/onPath.ts";
import { type NetworkOrder, networkOrderSchema, type Ports } from "../protocol.ts";
import { widenBuffers } from "../socketBuffers.ts";
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
/** The handshake of one call takes about ten. */
const MAX_SEEN_DATAGRAMS = 40;

const doors: Door[] = [];
const doorByPrivatePort = new Map<number, Door>();
let held: HeldDatagram[] = [];
let recorder: Recorder | undefined;
let attacker: OnPath | undefined;
/** What anybody on the path sees of the handshakes: certificates travel in clear. */
const seenDtls: SeenDatagram[] = [];

play(networkOrderSchema, carryOut);

async function carryOut(order: NetworkOrder): Promise<Outcome | undefined> {
  switch (order.order) {
    case "record-to":
      recorder = openRecorder(order.file);
      report({ kind: "marker-recorded", marker: order.marker, packet: recorder.recordMarker(order.marker) });
      return undefined;
    case "open-ports":
      return { ports: await openDoors(order.call, order.owners) };
    case "divert": {
      const attack = attackById(order.attack);
      if (attack.position !== "path") throw new Error(`"${attack.id}" is no attack on the path`);
      // An honest network has no use for a DTLS stack, and does not spend the time to load one.
      const { OnPath } = await import("../attacker/onPath.ts");
      attacker = await OnPath.open(attack, seenDtls, sendAsCounterpart);
      return undefined;
    }
    case "attach":
      attach(order.owner, order.privatePort);
      return undefined;
    case "close-log":
      for (const { socket } of doors) socket.close();
      if (attacker) report({ kind: "log-ended", messagesRead: attacker.bridge.messagesRead, signals: 0 });
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
    widenBuffers(socket);
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
  if (demultiplex(payload) === "dtls" && isPeer(from.owner)) {
    if (attacker) {
      const leg = doorOf(legOf(from.owner));
      recorder?.record({ from, to: leg, payload });
      attacker.divert(from.owner, Buffer.from(payload));
      return;
    }
    if (seenDtls.length < MAX_SEEN_DATAGRAMS) seenDtls.push({ from: from.owner, bytes: payload });
  }
  recorder?.record({ from, to, payload });
  from.socket.send(payload, to.privatePort, "127.0.0.1");
}

/** The victim sees the other peer's address. The record names the attacker's leg, which has a port of its own for that. */
function sendAsCounterpart(victim: PeerName, payload: Uint8Array): void {
  const to = doorOf(victim);
  recorder?.record({ from: doorOf(legOf(victim)), to, payload });
  doorOf(counterpartOf(victim)).socket.send(payload, to.privatePort, "127.0.0.1");
}

/** The door of an owner in the current call. */
function doorOf(owner: EndName): Door {
  const door = doors.findLast((candidate) => candidate.owner === owner);
  if (!door) throw new Error(`the network holds no port for ${owner}`);
  return door;
}

function isPeer(owner: EndName): owner is PeerName {
  return owner === "alice" || owner === "bob";
}
