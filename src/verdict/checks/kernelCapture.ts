import { packetBasis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import type { RecordedDatagram } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import { type EndName, PEERS } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

type KernelPacket = NonNullable<Run["kernelPackets"]>[number];

/**
 * Do the lab's recorder and the kernel agree? A recorded datagram crosses loopback twice, into the network and out of
 * it; the kernel must have seen both, byte for byte, and nothing else between the run's ports. On a bad path it leaves
 * the network as often as the recorder says: not at all where it was lost. What an attacker on the
 * path takes or sends is inside the network already and crosses once. The recorder's own marker was written, not
 * sent, so the kernel cannot have it. UDP to other ports or addresses, and the signalling over TCP, were not captured.
 */
export function kernelCapture({ run }: Case): Check[] {
  const { recording, kernelPackets } = run;
  const missing = run.facts["instrument-missing"].find(({ instrument }) => instrument === "kernel-capture");
  const captured = run.facts["kernel-captured"].at(-1);
  const recorded = recording.datagrams.filter(({ isMarker }) => !isMarker);
  const ports = portsOf(run);
  const injected = new Set(run.facts["datagram-injected"].map(({ packet }) => packet));
  const due = recorded.flatMap((datagram) => {
    const crossings = crossingsOf(datagram, ports);
    // Its sender is inside the network and only borrows a peer's address.
    return injected.has(datagram.packet)
      ? crossings.filter(({ key }) => !key.startsWith("into "))
      : crossings;
  });
  const expected = `${recorded.length} datagrams, ${due.length} passages over loopback`;
  const base = {
    id: "kernel-capture",
    claim:
      "the kernel's own capture of UDP on loopback, between the ports of this run, shows the recorded datagrams and no others",
    expected,
  } as const;
  if (captured === undefined || kernelPackets === undefined) {
    const observed = `not captured: ${missing?.because ?? "the instrument reported nothing"}`;
    return [{ ...base, observed, ok: null, basis: missing ? [missing.seq] : [] }];
  }
  const { unseen, unrecorded } = difference(
    due,
    kernelPackets.map((packet) => shownCrossing(packet, ports)),
  );
  const { droppedByKernel } = captured;
  const lost = droppedByKernel > 0 ? ` (the kernel dropped ${droppedByKernel} packets)` : "";
  const agree = unseen.length === 0 && unrecorded === 0;
  const basis = [captured.seq, ...packetBasis(unseen.slice(0, 5))];
  if (agree && recorded.length === 0)
    return [{ ...base, observed: "nothing to compare: neither of them saw a datagram", ok: null, basis }];
  return [
    {
      ...base,
      observed: agree
        ? expected
        : `${unseen.length} passages that the kernel did not show${lost}, ${unrecorded} that the recorder did not keep`,
      // What the kernel lost by its own count it cannot testify to, but what it shows must be recorded.
      ok: agree ? true : lost !== "" && unrecorded === 0 ? null : false,
      basis,
    },
  ];
}

interface Crossing {
  readonly packet: number;
  readonly key: string;
}

interface Ports {
  /** The ends' own sockets. */
  readonly inside: ReadonlyMap<number, EndName>;
  /** The network's public ports, one for each end. */
  readonly doors: ReadonlyMap<number, EndName>;
  readonly withSocket: ReadonlySet<EndName>;
}

function portsOf({ facts }: Run): Ports {
  const sockets = facts["socket-opened"];
  return {
    inside: new Map(sockets.map(({ port, owner }) => [port, owner])),
    doors: new Map(facts["port-opened"].map(({ port, owner }) => [port, owner])),
    withSocket: new Set(sockets.map(({ owner }) => owner)),
  };
}

/** Into the network at the door of whom the sender addresses, and out of the door of whom the receiver hears. */
function crossingsOf(
  { packet, from, to, payload, deliveries }: RecordedDatagram,
  { withSocket }: Ports,
): Crossing[] {
  if (from === "unknown" || to === "unknown") return [{ packet, key: "between unknown ports" }];
  // An end without a socket of its own is an attacker on the path: the peer believes that it talks to the other peer.
  const addressed = (own: EndName, other: EndName) =>
    withSocket.has(other) ? other : PEERS.find((peer) => peer !== own);
  return [
    ...(withSocket.has(from) ? [{ packet, key: keyOf("into", from, addressed(from, to), payload) }] : []),
    ...(withSocket.has(to)
      ? Array.from({ length: deliveries }, () => ({
          packet,
          key: keyOf("out of", to, addressed(to, from), payload),
        }))
      : []),
  ];
}

/** The same for what the kernel shows. */
function shownCrossing({ source, destination, payload }: KernelPacket, { inside, doors }: Ports): string {
  const sender = inside.get(source.port);
  if (sender !== undefined) return keyOf("into", sender, doors.get(destination.port), payload);
  return keyOf("out of", inside.get(destination.port), doors.get(source.port), payload);
}

function keyOf(way: string, own: string | undefined, door: string | undefined, payload: Uint8Array): string {
  return `${way} ${own} ${door} ${Buffer.from(payload).toString("latin1")}`;
}

/** The same datagram may pass more than once: each crossing counts once. */
function difference(
  due: readonly Crossing[],
  shown: readonly string[],
): { unseen: number[]; unrecorded: number } {
  const left = new Map<string, number>();
  for (const key of shown) left.set(key, (left.get(key) ?? 0) + 1);
  const unseen = due.flatMap(({ packet, key }) => {
    const count = left.get(key) ?? 0;
    if (count === 0) return packet;
    left.set(key, count - 1);
    return [];
  });
  return { unseen, unrecorded: [...left.values()].reduce((sum, count) => sum + count, 0) };
}
