import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { InjectingAttack, SeenDatagram } from "../../../src/attacks/attack.ts";
import { attackById } from "../../../src/attacks/index.ts";
import { demultiplex } from "../../../src/capture/demultiplex.ts";
import { counterpartOf, type EndName, isPeer, legOf, type PeerName } from "../../../src/trace/parties.ts";
import { type OrderResult, report, serve } from "../actor.ts";
import type { OnPath } from "../attacker/onPath.ts";
import type { SignallingRelay } from "../attacker/signallingRelay.ts";
import { type NetworkOrder, networkOrderSchema, type Ports } from "../protocol.ts";
import { widenBuffers } from "../socketBuffers.ts";
import { Path } from "./path.ts";
import { openRecorder, type Recorder } from "./recorder.ts";

/**
 * The path between the actors: a router that gives every actor's UDP socket one public port, as a 1:1 NAT
 * does. Every datagram between two actors crosses it, byte for byte, and the recorder keeps it. What any other socket of
 * this machine sends to it ends here.
 */
interface PortBinding {
  readonly owner: EndName;
  /** Bound to the public port, on an address of this machine that the owner's counterpart can reach. */
  readonly socket: Socket;
  readonly address: string;
  readonly port: number;
  /** The owner's own socket. Unknown until it attaches; datagrams that come earlier are held. */
  privatePort?: number;
  privateAddress: string;
}

interface HeldDatagram {
  readonly binding: PortBinding;
  readonly payload: Uint8Array;
  readonly fromPort: number;
}

const LOOPBACK = "127.0.0.1";
const MAX_HELD_DATAGRAMS = 256;
/** The handshake of one call takes about ten. */
const MAX_SEEN_DATAGRAMS = 40;
/** A script of a few messages takes fewer. */
const MAX_KEPT_DATAGRAMS = 10_000;

const bindings: PortBinding[] = [];
const bindingByPrivatePort = new Map<number, PortBinding>();
let held: HeldDatagram[] = [];
let recorder: Recorder | undefined;
let attacker: OnPath | undefined;
/** An attacker who lets everything pass, and what it saw of the DTLS of this call. */
let injector: Injector | undefined;
const relays: SignallingRelay[] = [];
/** Of the last datagram that came in, by the monotonic clock. */
let lastDatagramMs = 0;
/** One for each call, the latest one last. */
const paths = [new Path()];
/** What anybody on the path sees of the handshakes: in DTLS 1.2 certificates travel in clear. */
const seenDtls: SeenDatagram[] = [];

serve(networkOrderSchema, handle);

async function handle(order: NetworkOrder): Promise<OrderResult | undefined> {
  switch (order.order) {
    case "record-to":
      recorder = openRecorder(order.file);
      report({ kind: "marker-recorded", marker: order.marker, packet: recorder.recordMarker(order.marker) });
      return undefined;
    case "open-ports":
      injector = undefined;
      paths.push(new Path(order.path));
      if (order.path) report({ kind: "path-conditions", call: order.call, ...order.path });
      return { ports: await openPorts(order) };
    case "cut-path":
      paths.at(-1)?.cut();
      report({ kind: "path-cut" });
      return undefined;
    case "divert": {
      const attack = attackById(order.attack);
      if (attack.position !== "path") throw new Error(`"${attack.id}" is not an attack on the path`);
      if (attack.legs) {
        injector = { attack, seen: [] };
        return undefined;
      }
      // An honest network needs no DTLS stack, and does not spend the time to load one.
      const { OnPath } = await import("../attacker/onPath.ts");
      attacker = await OnPath.open(attack, seenDtls, sendAsCounterpart);
      return undefined;
    }
    case "inject":
      inject(order.to);
      return undefined;
    case "divert-signalling": {
      const { order: _, attack: id, ...way } = order;
      const attack = attackById(id);
      if (attack.position !== "signalling-path")
        throw new Error(`"${attack.id}" is not an attack on the way to the server`);
      const { SignallingRelay } = await import("../attacker/signallingRelay.ts");
      const relay = await SignallingRelay.open(attack, way);
      relays.push(relay);
      return { value: String(relay.port) };
    }
    case "attach":
      attach(order);
      return undefined;
    case "close-log":
      await Promise.all(paths.map((path) => path.emptied()));
      if (order.quietMs !== undefined) await untilQuiet(order.quietMs);
      for (const { socket } of bindings) socket.close();
      for (const { bridge } of [...relays, ...(attacker ? [attacker] : [])])
        report({ kind: "log-ended", messagesRead: bridge.messagesRead, signals: 0 });
      await Promise.all(relays.map((relay) => relay.close()));
      if (recorder) report({ kind: "recording-ended", ...recorder.close() });
      return undefined;
  }
}

/** Each call gets ports of its own, so that the capture tells the calls apart. */
async function openPorts({
  call,
  owners,
  doorAddress: address = LOOPBACK,
}: Extract<NetworkOrder, { order: "open-ports" }>): Promise<Ports> {
  const ports: Ports = {};
  for (const owner of owners) {
    const socket = createSocket({ type: "udp4" });
    socket.bind(0, address);
    await once(socket, "listening");
    widenBuffers(socket);
    const { port } = socket.address();
    const binding: PortBinding = { owner, socket, address, port, privateAddress: LOOPBACK };
    socket.on("message", (payload, from) => {
      lastDatagramMs = performance.now();
      // Nobody outside can send from an address of this machine to itself.
      if (from.address === LOOPBACK || from.address === address) route(binding, payload, from.port);
    });
    bindings.push(binding);
    ports[owner] = binding.port;
    report({ kind: "port-opened", owner, call, port: binding.port });
  }
  return ports;
}

/** A browser closes a connection when it comes to it, and that still crosses the network. Bounded: strangers may never be quiet. */
async function untilQuiet(quietMs: number): Promise<void> {
  const deadline = performance.now() + 10 * quietMs;
  for (;;) {
    const now = performance.now();
    const left = Math.min(lastDatagramMs + quietMs, deadline) - now;
    if (left <= 0) return;
    await sleep(left);
  }
}

function attach({
  owner,
  privatePort,
  privateAddress = LOOPBACK,
}: Extract<NetworkOrder, { order: "attach" }>): void {
  const binding = bindings.findLast(
    (candidate) => candidate.owner === owner && candidate.privatePort === undefined,
  );
  if (!binding) throw new Error(`${owner} opened a socket, but the network has no free port for it`);
  binding.privatePort = privatePort;
  binding.privateAddress = privateAddress;
  bindingByPrivatePort.set(privatePort, binding);
  const waiting = held;
  held = [];
  for (const { binding: to, payload, fromPort } of waiting) route(to, payload, fromPort);
}

/** A datagram for `to`'s public port goes to `to`'s socket, from its sender's public port. */
function route(to: PortBinding, payload: Uint8Array, fromPort: number): void {
  const from = bindingByPrivatePort.get(fromPort);
  const { privatePort } = to;
  if (!from || privatePort === undefined) {
    // Once every end has its socket, whoever has none of them is a stranger.
    const mayAttach = bindings.some((binding) => binding.privatePort === undefined);
    if (mayAttach && held.length < MAX_HELD_DATAGRAMS) held.push({ binding: to, payload, fromPort });
    return;
  }
  if (demultiplex(payload) === "dtls" && isPeer(from.owner)) {
    if (attacker) {
      divert(attacker, from, from.owner, payload);
      return;
    }
    if (injector) watch(injector, { from: from.owner, bytes: Buffer.from(payload) });
    if (seenDtls.length < MAX_SEEN_DATAGRAMS) seenDtls.push({ from: from.owner, bytes: payload });
  }
  carry(from, to, payload, () => from.socket.send(payload, privatePort, to.privateAddress));
}

/** The attacker sits behind the path: what the path loses never reaches it. */
function divert(attacker: OnPath, from: PortBinding, victim: PeerName, payload: Uint8Array): void {
  const datagram = Buffer.from(payload);
  carry(from, bindingOf(legOf(victim)), payload, () => attacker.divert(victim, datagram));
}

/** The victim sees the other peer's address. The record names the attacker's leg, which has a port of its own for that. */
function sendAsCounterpart(victim: PeerName, payload: Uint8Array): void {
  const to = bindingOf(victim);
  const { socket } = bindingOf(counterpartOf(victim));
  carry(bindingOf(legOf(victim)), to, payload, () => socket.send(payload, to.privatePort, to.privateAddress));
}

interface Injector {
  readonly attack: InjectingAttack;
  readonly seen: SeenDatagram[];
}

/** Before the datagram goes on, what the attack has go ahead of it. */
function watch({ attack, seen }: Injector, passing: SeenDatagram): void {
  sendForged(attack, counterpartOf(passing.from), attack.ahead?.(seen, passing) ?? []);
  if (seen.length < MAX_KEPT_DATAGRAMS) seen.push(passing);
}

function inject(victim: PeerName): void {
  if (!injector?.attack.datagrams) throw new Error("no attacker on the path is there that sends something");
  const { attack, seen } = injector;
  sendForged(attack, victim, injector.attack.datagrams(seen, victim));
}

/** The victim sees the other peer's address, and so does the record: the attacker is no end of this association. */
function sendForged({ sends }: InjectingAttack, victim: PeerName, payloads: readonly Uint8Array[]): void {
  const [from, to] = [bindingOf(counterpartOf(victim)), bindingOf(victim)];
  for (const payload of payloads) {
    const packet = carry(from, to, payload, () =>
      from.socket.send(payload, to.privatePort, to.privateAddress),
    );
    report({ kind: "datagram-injected", to: victim, packet, what: sends });
  }
}

/**
 * Every datagram is recorded when it comes in, whatever the path then makes of it: before it is delivered, because an
 * attacker on the path answers at once. Returns the packet's number in the record.
 */
function carry(from: PortBinding, to: PortBinding, payload: Uint8Array, deliver: () => void): number {
  const atOnce: (() => void)[] = [];
  let isRecorded = false;
  const deliveries =
    paths.at(-1)?.carry(`${from.owner} ${to.owner}`, () => {
      if (isRecorded) deliver();
      else atOnce.push(deliver);
    }) ?? 0;
  const packet = recorder?.record({ from, to, payload, deliveries }) ?? 0;
  isRecorded = true;
  for (const act of atOnce) act();
  return packet;
}

/** An owner's port in the current call. */
function bindingOf(owner: EndName): PortBinding {
  const binding = bindings.findLast((candidate) => candidate.owner === owner);
  if (!binding) throw new Error(`the network has no port for ${owner}`);
  return binding;
}
