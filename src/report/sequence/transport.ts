import type { Side } from "../../dtls/handshake/association.ts";
import { handshakeType } from "../../dtls/wire/handshake.ts";
import type { RunAssociation, RunAssociation12 } from "../../run/associations.ts";
import type { Attacker } from "../../run/attacker.ts";
import type { RunCall } from "../../run/calls.ts";
import { type CertificateBook, shortFingerprint } from "../../run/certificates.ts";
import type { RecordedDatagram } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import type { EndName } from "../../trace/parties.ts";
import { ownerOf } from "../model/parties.ts";
import type { Flight } from "./flight.ts";
import { flightsOf13 } from "./flights13.ts";
import { type Arrow, laneOf } from "./row.ts";

/** What the capture shows of ICE and of each DTLS handshake, flight by flight. */
export function transportRows({ recording, calls, associations, certificates }: Run): Arrow[] {
  const times = new Map(recording.datagrams.map(({ packet, atMs }) => [packet, atMs]));
  const at = (packet: number): number => times.get(packet) ?? 0;
  return [
    ...iceRows(recording.datagrams, calls, at),
    ...associations.flatMap((association) => flights(association, { calls, certificates, at })),
  ];
}

interface Stretch {
  readonly first: RecordedDatagram;
  readonly from: EndName;
  readonly to: EndName;
  readonly attacker: Attacker | undefined;
  count: number;
}

/** Checks between the same two ends, one arrow for each stretch of a call that DTLS does not interrupt. */
function iceRows(
  datagrams: readonly RecordedDatagram[],
  calls: readonly RunCall[],
  at: (packet: number) => number,
): Arrow[] {
  const open = new Map<string, Stretch>();
  const stretches: Stretch[] = [];
  for (const datagram of datagrams) {
    const { from, to, protocol, atMs } = datagram;
    if (from === "unknown" || to === "unknown") continue;
    const call = calls.findLast((candidate) => candidate.at <= atMs);
    const key = [call?.number, ...[from, to].toSorted()].join(" ");
    const stretch = open.get(key) ?? { first: datagram, from, to, attacker: call?.attacker, count: 0 };
    open.set(key, stretch);
    if (protocol !== "stun") continue;
    if (stretch.count === 0) stretches.push(stretch);
    stretch.count += 1;
  }
  return stretches.map(({ first, from, to, count, attacker }) => ({
    ...arrow("ice", { from, to, attacker }, first.packet, at),
    bothWays: true,
    text: "ICE connectivity checks (STUN)",
    recorded: { clear: count, mixed: 0, encrypted: 0 },
  }));
}

interface Context {
  readonly calls: readonly RunCall[];
  readonly certificates: CertificateBook;
  readonly at: (packet: number) => number;
}

function flights(recorded: RunAssociation, { calls, certificates, at }: Context): Arrow[] {
  const attacker = calls.find(({ number }) => number === recorded.call)?.attacker;
  const { ends } = recorded;
  const all =
    recorded.dtls === "1.2" ? flightsOf(recorded, certificates) : flightsOf13(recorded, certificates);
  return all.flatMap(({ from, clear, encrypted, items, certificate }): Arrow[] => {
    const packets = [...new Set([...clear, ...encrypted])];
    const [first] = packets;
    if (first === undefined || items.length === 0) return [];
    const [sender, receiver] = from === "a" ? ends : [ends[1], ends[0]];
    const mixed = packets.filter((packet) => clear.has(packet) && encrypted.has(packet)).length;
    return [
      {
        ...arrow("dtls", { from: sender, to: receiver, attacker }, first, at),
        text: items.join(", "),
        certificate,
        recorded: { clear: clear.size - mixed, mixed, encrypted: encrypted.size - mixed },
      },
    ];
  });
}

function flightsOf(recorded: RunAssociation12, certificates: CertificateBook): Flight[] {
  const { association } = recorded;
  const starts = new Map<number, number[]>();
  for (const { type, packets } of association.messages) {
    const [first] = packets;
    if (first !== undefined) starts.set(first, [...(starts.get(first) ?? []), type]);
  }
  const all: Flight[] = [];
  for (const { packet, from, contentType, epoch } of association.records) {
    if (contentType === "application_data") continue;
    const last = all.at(-1);
    const flight =
      last?.from === from && contentType !== "alert"
        ? last
        : { from, clear: new Set<number>(), encrypted: new Set<number>(), items: [], certificate: undefined };
    if (flight !== last) all.push(flight);
    (epoch > 0 ? flight.encrypted : flight.clear).add(packet);
    if (epoch > 0)
      flight.items.push(contentType === "handshake" ? "Finished (encrypted)" : `${contentType} (encrypted)`);
    else if (contentType === "change_cipher_spec") flight.items.push("ChangeCipherSpec");
    else if (contentType === "handshake") {
      for (const type of starts.get(packet) ?? []) {
        flight.items.push(HANDSHAKE_NAMES.get(type) ?? `handshake message ${type}`);
        if (type === handshakeType.certificate) flight.certificate = shownBy(recorded, from, certificates);
      }
      starts.delete(packet);
    }
  }
  for (const { packet, from, level, description } of association.alerts) {
    const flight = all.find(
      (sent) => sent.from === from && (sent.clear.has(packet) || sent.encrypted.has(packet)),
    );
    flight?.items.push(`${level === 2 ? "fatal alert" : "alert"} ${description}`);
  }
  return all;
}

function shownBy(
  { association }: RunAssociation12,
  from: Side,
  certificates: CertificateBook,
): Arrow["certificate"] {
  const { client, clientCertificates, serverCertificates } = association;
  const [der] = (from === client ? clientCertificates : serverCertificates)?.value ?? [];
  if (!der) return undefined;
  return {
    owner: ownerOf(certificates.ofDer(der)?.owner),
    short: shortFingerprint(certificates.fingerprintOf(der)),
  };
}

function arrow(
  medium: "ice" | "dtls",
  { from, to, attacker }: Pick<Stretch, "from" | "to" | "attacker">,
  packet: number,
  at: (packet: number) => number,
): Omit<Arrow, "text" | "recorded"> {
  return {
    kind: "arrow",
    medium,
    at: at(packet),
    source: `packet:${packet}`,
    from: laneOf(from, attacker),
    to: laneOf(to, attacker),
    bothWays: false,
    changed: undefined,
    certificate: undefined,
    isCandidate: false,
  };
}

const HANDSHAKE_NAMES: ReadonlyMap<number, string> = new Map([
  [handshakeType.clientHello, "ClientHello"],
  [handshakeType.serverHello, "ServerHello"],
  [handshakeType.helloVerifyRequest, "HelloVerifyRequest"],
  [handshakeType.certificate, "Certificate"],
  [handshakeType.serverKeyExchange, "ServerKeyExchange"],
  [handshakeType.certificateRequest, "CertificateRequest"],
  [handshakeType.serverHelloDone, "ServerHelloDone"],
  [handshakeType.certificateVerify, "CertificateVerify"],
  [handshakeType.clientKeyExchange, "ClientKeyExchange"],
  [handshakeType.newSessionTicket, "NewSessionTicket"],
]);
