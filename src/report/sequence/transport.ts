import type { Side } from "../../dtls/handshake/association.ts";
import { handshakeType } from "../../dtls/wire/handshake.ts";
import { type KnownCertificate, shortFingerprint } from "../../run/certificates.ts";
import type { RecordedAssociation, RecordedDatagram, Recording } from "../../run/recording.ts";
import { certificateFingerprint } from "../../sdp/fingerprint.ts";
import type { TraceEvent } from "../../trace/events.ts";
import type { EndName } from "../../trace/parties.ts";
import { partyOf } from "../model/parties.ts";
import { packetClock } from "./packetClock.ts";
import type { Arrow } from "./row.ts";

/** What the capture shows of ICE and of each DTLS handshake, flight by flight. */
export function transportRows(
  trace: readonly TraceEvent[],
  recording: Recording,
  certificates: readonly KnownCertificate[],
): Arrow[] {
  const clock = packetClock(trace, recording);
  if (!clock) return [];
  const at = (packet: number): number => clock(packet) ?? 0;
  return [
    ...iceRows(recording.datagrams, at),
    ...recording.associations.flatMap((recorded) => flights(recorded, at, certificates)),
  ];
}

/** Checks between the same two ends, one arrow for each stretch that DTLS does not interrupt. */
function iceRows(datagrams: readonly RecordedDatagram[], at: (packet: number) => number): Arrow[] {
  const open = new Map<string, { first: RecordedDatagram; from: EndName; to: EndName; count: number }>();
  const stretches: { first: RecordedDatagram; from: EndName; to: EndName; count: number }[] = [];
  for (const datagram of datagrams) {
    const { from, to, protocol } = datagram;
    if (from === "unknown" || to === "unknown") continue;
    const key = from < to ? `${from} ${to}` : `${to} ${from}`;
    if (protocol === "dtls") {
      open.set(key, open.get(key) ?? { first: datagram, from, to, count: 0 });
    } else if (protocol === "stun") {
      const stretch = open.get(key) ?? { first: datagram, from, to, count: 0 };
      if (stretch.count === 0) stretches.push(stretch);
      stretch.count += 1;
      open.set(key, stretch);
    }
  }
  return stretches.map(({ first, from, to, count }) => ({
    ...arrow("ice", from, to, first.packet, at),
    bothWays: true,
    text: "ICE connectivity checks (STUN)",
    recorded: { datagrams: count, clear: true },
  }));
}

interface Flight {
  readonly from: Side;
  readonly packets: Set<number>;
  readonly items: string[];
  certificate: Arrow["certificate"];
  sealed: boolean;
}

function flights(
  recorded: RecordedAssociation,
  at: (packet: number) => number,
  certificates: readonly KnownCertificate[],
): Arrow[] {
  const { association, ends } = recorded;
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
        : { from, packets: new Set<number>(), items: [], certificate: undefined, sealed: false };
    if (flight !== last) all.push(flight);
    flight.packets.add(packet);
    if (epoch > 0) {
      flight.items.push(contentType === "handshake" ? "Finished (encrypted)" : `${contentType} (encrypted)`);
      flight.sealed = true;
    } else if (contentType === "change_cipher_spec") flight.items.push("ChangeCipherSpec");
    else if (contentType === "handshake") {
      for (const type of starts.get(packet) ?? []) {
        flight.items.push(HANDSHAKE_NAMES.get(type) ?? `handshake message ${type}`);
        if (type === handshakeType.certificate) flight.certificate = shownBy(recorded, from, certificates);
      }
    }
  }
  for (const { packet, from, level, description } of association.alerts) {
    const flight = all.find(({ packets, from: sender }) => sender === from && packets.has(packet));
    flight?.items.push(`${level === 2 ? "fatal alert" : "alert"} ${description}`);
  }
  return all.flatMap(({ from, packets, items, certificate }): Arrow[] => {
    const [first] = packets;
    if (first === undefined || items.length === 0) return [];
    const [sender, receiver] = from === "a" ? ends : [ends[1], ends[0]];
    return [
      {
        ...arrow("dtls", sender, receiver, first, at),
        text: items.join(", "),
        certificate,
        recorded: { datagrams: packets.size, clear: items.some((item) => !item.endsWith("(encrypted)")) },
      },
    ];
  });
}

function shownBy(
  { association }: RecordedAssociation,
  from: Side,
  certificates: readonly KnownCertificate[],
): Arrow["certificate"] {
  const { client, clientCertificates, serverCertificates } = association;
  const [der] = (from === client ? clientCertificates : serverCertificates)?.value ?? [];
  if (!der) return undefined;
  const { value } = certificateFingerprint(der, "sha-256");
  const owner = certificates.find(({ fingerprint }) => fingerprint === value)?.owner;
  return { owner: partyOf(owner), short: shortFingerprint(value) };
}

function arrow(
  medium: "ice" | "dtls",
  from: EndName,
  to: EndName,
  packet: number,
  at: (packet: number) => number,
): Omit<Arrow, "text" | "recorded"> {
  return {
    kind: "arrow",
    medium,
    at: at(packet),
    source: `packet:${packet}`,
    from,
    to,
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
