import { X509Certificate } from "node:crypto";
import { type Basis, packetBasis } from "../contract/basis.ts";
import { cipherSuiteName, groupName, signatureSchemeName, srtpProfileName } from "../dtls/wire/registry.ts";
import { certificateFingerprint } from "../sdp/fingerprint.ts";
import { parseStun } from "../stun/message.ts";
import { StunParseError } from "../stun/stunParseError.ts";
import { PEER_NAMES } from "../trace/parties.ts";
import { certificateFacts } from "./certificates.ts";
import type { Recorded12, Recording } from "./recording.ts";
import type { Run } from "./run.ts";

/** One thing that stands in the capture in clear. */
export interface ClearFact {
  readonly what: string;
  readonly value: string;
  readonly basis: Basis;
}

/** What the DTLS 1.2 handshake of one association shows to everybody on the path. */
export function handshakeFacts({ association }: Recorded12): ClearFact[] {
  const { clientHello, serverHello, serverKeyExchange, clientKeyExchange } = association;
  const { certificateRequest, certificateVerify } = association;
  const facts: ClearFact[] = [];
  const add = (what: string, value: string | undefined, packets: readonly number[] | undefined): void => {
    if (value !== undefined && packets) facts.push({ what, value, basis: packetBasis(packets) });
  };
  const hello = clientHello?.value;
  add("cipher suites offered", hello?.cipherSuites.map(cipherSuiteName).join(", "), clientHello?.packets);
  add("client random", hello && hex(hello.random), clientHello?.packets);
  add("client’s clock", hello && clockIn(hello.random), clientHello?.packets);
  add("client’s session id", hello && (hex(hello.sessionId) || "(empty)"), clientHello?.packets);
  add("cookie", hello && (hex(hello.cookie) || "(none)"), clientHello?.packets);
  add("extensions offered", hello && extensionNames(hello.extensions.raw), clientHello?.packets);
  add("groups offered", hello?.extensions.supportedGroups?.map(groupName).join(", "), clientHello?.packets);
  add(
    "SRTP profiles offered",
    hello?.extensions.srtpProfiles?.map(srtpProfileName).join(", "),
    clientHello?.packets,
  );
  add(
    "signature algorithms offered",
    hello?.extensions.signatureAlgorithms?.map(signatureSchemeName).join(", "),
    clientHello?.packets,
  );
  const chosen = serverHello?.value;
  add("cipher suite chosen", chosen && cipherSuiteName(chosen.cipherSuite), serverHello?.packets);
  add("server random", chosen && hex(chosen.random), serverHello?.packets);
  add("server’s clock", chosen && clockIn(chosen.random), serverHello?.packets);
  add("server’s session id", chosen && (hex(chosen.sessionId) || "(empty)"), serverHello?.packets);
  add(
    "SRTP profile chosen",
    chosen?.extensions.srtpProfiles?.map(srtpProfileName).join(", "),
    serverHello?.packets,
  );
  add("extensions agreed", chosen && extensionNames(chosen.extensions.raw), serverHello?.packets);
  add(
    "extended master secret",
    chosen && (chosen.extensions.extendedMasterSecret ? "agreed (RFC 7627)" : "not agreed"),
    serverHello?.packets,
  );
  const exchange = serverKeyExchange?.value;
  add("ECDHE group", exchange && groupName(exchange.group), serverKeyExchange?.packets);
  add("server’s ephemeral public key", exchange && hex(exchange.publicKey), serverKeyExchange?.packets);
  add("server’s signature", exchange && hex(exchange.signature), serverKeyExchange?.packets);
  add(
    "client certificate asked for",
    certificateRequest &&
      (certificateRequest.value.signatureAlgorithms.map(signatureSchemeName).join(", ") || "yes"),
    certificateRequest?.packets,
  );
  add(
    "client’s signature",
    certificateVerify && hex(certificateVerify.value.signature),
    certificateVerify?.packets,
  );
  add("signed with", exchange && signatureSchemeName(exchange.signatureScheme), serverKeyExchange?.packets);
  const answer = clientKeyExchange?.value;
  add("client’s ephemeral public key", answer && hex(answer.publicKey), clientKeyExchange?.packets);
  return [
    ...facts,
    ...certificateClear("server", association.serverCertificates),
    ...certificateClear("client", association.clientCertificates),
  ];
}

function certificateClear(
  role: "server" | "client",
  seen: { readonly value: readonly Uint8Array[]; readonly packets: readonly number[] } | undefined,
): ClearFact[] {
  const [der] = seen?.value ?? [];
  if (!seen || !der) return [];
  const basis = packetBasis(seen.packets);
  const fingerprint = {
    what: `${role}’s certificate, SHA-256`,
    value: certificateFingerprint(der, "sha-256").value,
    basis,
  };
  const facts = certificateFacts(der);
  if (!facts) return [fingerprint, { what: `${role}’s certificate`, value: "cannot be parsed", basis }];
  const { subject, issuer, validFrom, validTo, key, selfSigned, serialNumber } = facts;
  return [
    fingerprint,
    { what: `${role}’s certificate, subject`, value: subject, basis },
    {
      what: `${role}’s certificate, issuer`,
      value: selfSigned ? "itself: it is self-signed" : issuer,
      basis,
    },
    { what: `${role}’s certificate, serial number`, value: serialNumber, basis },
    { what: `${role}’s certificate, validity`, value: `${validFrom} to ${validTo}`, basis },
    { what: `${role}’s certificate, key`, value: key, basis },
    { what: `${role}’s certificate, public key`, value: publicKeyOf(der), basis },
  ];
}

/** Of every protected record everything but its content: each kind once, with an example (RFC 6347 §4.1, RFC 5288 §3). */
export function recordFacts({ association }: Recorded12): ClearFact[] {
  const sealed = association.records.filter(({ epoch }) => epoch > 0);
  const [first] = sealed;
  if (!first) return [];
  const basis = packetBasis([first.packet]);
  const lengths = sealed.map(({ length }) => length);
  const types = [...new Set(sealed.map(({ contentType }) => contentType.replaceAll("_", " ")))];
  return [
    { what: "type of every protected record", value: types.join(", "), basis },
    {
      what: "epoch and sequence number of every protected record",
      value: `first: epoch ${first.epoch}, no. ${first.sequence}`,
      basis,
    },
    ...(first.explicitNonce === undefined
      ? []
      : [
          { what: "explicit nonce of every protected record", value: `first: ${first.explicitNonce}`, basis },
        ]),
    {
      what: "length of every protected record",
      value: `${sealed.length} records of ${Math.min(...lengths)} to ${Math.max(...lengths)} bytes`,
      basis,
    },
  ];
}

/** What the signalling server sees of the calls that it introduces. */
export function signalFacts({ calls }: Pick<Run, "calls">): ClearFact[] {
  const facts: ClearFact[] = [];
  for (const call of calls) {
    facts.push({
      what: "who calls whom, in which room",
      value: `${PEER_NAMES[call.caller]} in “${call.room}”`,
      basis: [call.seq],
    });
    for (const signal of call.signals) {
      if (signal.direction !== "received") continue;
      const { content, peer, seq } = signal;
      if (content.kind === "candidate") {
        const value = content.candidate.split(" ").slice(4, 6).join(":");
        facts.push({
          what: `${PEER_NAMES[peer]}’s address and port`,
          value: value || "(end of candidates)",
          basis: [seq],
        });
      }
      if (content.kind !== "description") continue;
      for (const [what, pattern] of SDP_SECRETS) {
        const [, value] = pattern.exec(content.sdp) ?? [];
        if (value !== undefined) facts.push({ what: `${PEER_NAMES[peer]}’s ${what}`, value, basis: [seq] });
      }
    }
  }
  return facts;
}

/** RFC 8839 §5.4, RFC 8122 §5. The password authenticates ICE's checks; it encrypts nothing. */
const SDP_SECRETS = [
  ["ICE user name fragment", /^a=ice-ufrag:(.+?)\r?$/m],
  ["ICE password", /^a=ice-pwd:(.+?)\r?$/m],
  ["certificate fingerprint", /^a=fingerprint:(.+?)\r?$/m],
] as const;

/** RFC 5246 §7.4.1.2: the first four bytes of a random are the sender's clock, if it does as that RFC says. */
function clockIn(random: Uint8Array): string {
  const seconds = Buffer.from(random).readUInt32BE(0);
  return `${new Date(seconds * 1000).toISOString()}, if the random begins with the time`;
}

function publicKeyOf(der: Uint8Array): string {
  try {
    return new X509Certificate(der).publicKey.export({ type: "spki", format: "der" }).toString("hex");
  } catch {
    return "cannot be parsed";
  }
}

/** What ICE shows: user names of the checks, and the addresses that were reflected. */
export function iceFacts({ datagrams }: Recording): ClearFact[] {
  const seen = new Map<string, ClearFact>();
  for (const { packet, protocol, payload, isMarker } of datagrams) {
    if (protocol !== "stun" || isMarker) continue;
    for (const { what, value } of stunFacts(payload)) {
      const key = `${what} ${value}`;
      const fact = seen.get(key);
      if (!fact) seen.set(key, { what, value, basis: [`packet:${packet}`] });
    }
  }
  return [...seen.values()];
}

function stunFacts(payload: Uint8Array): { what: string; value: string }[] {
  try {
    return parseStun(payload).attributes.flatMap((attribute) => {
      switch (attribute.kind) {
        case "USERNAME":
          return [{ what: "ICE user name (receiver:sender)", value: attribute.text }];
        case "SOFTWARE":
          return [{ what: "STUN software name", value: attribute.text }];
        case "XOR-MAPPED-ADDRESS":
          return [{ what: "address and port", value: `${attribute.address}:${attribute.port}` }];
        case "PRIORITY":
          return [{ what: "priority of a candidate", value: String(attribute.priority) }];
        case "ICE-CONTROLLING":
        case "ICE-CONTROLLED":
          return [{ what: `tie-breaker (${attribute.kind})`, value: String(attribute.tieBreaker) }];
        case "USE-CANDIDATE":
          return [{ what: "nomination of a pair", value: "USE-CANDIDATE" }];
        default:
          return [];
      }
    });
  } catch (error) {
    if (error instanceof StunParseError) return [];
    throw error;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

function extensionNames(raw: readonly { readonly type: number }[]): string {
  return raw.map(({ type }) => EXTENSIONS.get(type) ?? `extension ${type}`).join(", ") || "none";
}

/** IANA TLS ExtensionType values. */
const EXTENSIONS: ReadonlyMap<number, string> = new Map([
  [0, "server_name"],
  [10, "supported_groups"],
  [11, "ec_point_formats"],
  [13, "signature_algorithms"],
  [14, "use_srtp"],
  [16, "application_layer_protocol_negotiation"],
  [21, "padding"],
  [22, "encrypt_then_mac"],
  [23, "extended_master_secret"],
  [28, "record_size_limit"],
  [35, "session_ticket"],
  [43, "supported_versions"],
  [51, "key_share"],
  [54, "connection_id"],
  [65281, "renegotiation_info"],
]);
