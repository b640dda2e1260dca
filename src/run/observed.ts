import { splitHybridShare } from "../dtls13/crypto/hybridSecret.ts";
import type { Association13 } from "../dtls13/handshake/association.ts";
import { parseStun } from "../stun/message.ts";
import { StunParseError } from "../stun/stunParseError.ts";
import { eventsOf, type TraceEvent } from "../trace/events.ts";
import type { RecordedDatagram, Recording } from "./recording.ts";
import type { Place } from "./search.ts";
import { privateScalar } from "./secrets.ts";

/**
 * Who looks on. The operator runs the server and has its log and the recording. An attacker on the path is somebody
 * else: it has its own two legs and what they read, and not the server's log.
 */
export const OBSERVERS = ["server", "recording", "attacker"] as const;
export type Observer = (typeof OBSERVERS)[number];

/** A place in which an observer could find something. */
export interface ObservedPlace extends Place {
  readonly observer: Observer;
}

/** Everything that somebody could read who is no peer. */
export interface Observed {
  readonly places: readonly ObservedPlace[];
  /**
   * Every value that could be tried as a secret, each once: the words of the signals (also decoded where they are
   * hexadecimal or base64), what the handshakes and STUN messages show in clear, the secrets of the observers' own
   * legs, and what the operator was given. Values under 4 bytes are left out: no secret is so short.
   */
  readonly values: readonly Uint8Array[];
}

export function observedIn(trace: readonly TraceEvent[], recording: Recording): Observed {
  const values = [
    ...trace.flatMap((event) =>
      event.kind === "signal-received" || event.kind === "signal-sent" ? wordsOf(event.raw) : [],
    ),
    ...clearHandshakeValues(recording),
    ...recording.datagrams.flatMap(stunValues),
    ...ownSecrets(trace),
  ].filter(({ length }) => length >= MIN_VALUE_BYTES);
  return {
    places: [...trace.flatMap(placeOf), ...recording.datagrams.map(recordedPacket)],
    values: [...new Map(values.map((value) => [Buffer.from(value).toString("latin1"), value])).values()],
  };
}

const MIN_VALUE_BYTES = 4;

function recordedPacket({ packet, payload }: RecordedDatagram): ObservedPlace {
  return { observer: "recording", basis: `packet:${packet}`, bytes: payload };
}

/** The server's log, what an attacker's legs read, and what the operator was given. */
function placeOf(event: TraceEvent): ObservedPlace[] {
  const { seq: basis } = event;
  switch (event.kind) {
    case "signal-received":
    case "signal-sent":
      return [{ observer: "server", basis, bytes: Buffer.from(event.raw) }];
    case "message-read": {
      const observer = event.actor === "network" ? "attacker" : "server";
      return [{ observer, basis, bytes: Buffer.from(event.head, "base64") }];
    }
    case "operator-given":
      return [{ observer: "server", basis, bytes: Buffer.from(event.pkcs8, "base64") }];
    default:
      return [];
  }
}

/** A longer text is not a word: regular expressions over megabytes would exhaust the stack. */
const MAX_WORD_CHARACTERS = 10_000;

function wordsOf(raw: string): Uint8Array[] {
  const words = raw.split(/\\r\\n|[\s"{},:;=]+/).filter(({ length }) => length <= MAX_WORD_CHARACTERS);
  const fingerprints =
    raw.length <= 10 * MAX_WORD_CHARACTERS ? (raw.match(/(?:[0-9a-f]{2}:){15,}[0-9a-f]{2}/gi) ?? []) : [];
  return [
    ...fingerprints.map((fingerprint) => Buffer.from(fingerprint.replaceAll(":", ""), "hex")),
    ...words.map((word) => Buffer.from(word)),
    ...words.filter((word) => /^([0-9a-f]{2}){8,}$/i.test(word)).map((word) => Buffer.from(word, "hex")),
    ...words.filter((word) => /^[A-Za-z0-9+/]{22,}$/.test(word)).map((word) => Buffer.from(word, "base64")),
  ];
}

function clearHandshakeValues({ associations }: Recording): Uint8Array[] {
  return associations.flatMap((recorded) => {
    if (recorded.dtls === "1.3") return clearValues13(recorded.association);
    const { association } = recorded;
    const { clientHello, serverHello, serverKeyExchange, clientKeyExchange, certificateVerify } = association;
    const { clientCertificates, serverCertificates, messages } = association;
    const seen = [clientHello, serverHello, serverKeyExchange, clientKeyExchange, certificateVerify];
    const publicKeys = [serverKeyExchange?.value.publicKey, clientKeyExchange?.value.publicKey].flatMap(
      (key) => key ?? [],
    );
    return [
      ...seen.flatMap((part) => Object.values(part?.value ?? {})).filter(isBytes),
      // A point's coordinates by themselves: the x coordinate of the shared point would be the premaster secret.
      ...publicKeys.flatMap((key) => (key.length === 65 ? [key.subarray(1, 33), key.subarray(33)] : [])),
      ...(clientCertificates?.value ?? []),
      ...(serverCertificates?.value ?? []),
      ...messages.map(({ body }) => body),
    ];
  });
}

/** The hellos: their randoms, every key share, whole and its parts, and every other extension. */
function clearValues13({
  firstClientHello,
  clientHello,
  serverHello,
  messages,
}: Association13): Uint8Array[] {
  const hellos = [firstClientHello, clientHello, serverHello].flatMap((seen) => seen?.value ?? []);
  const shares = hellos.flatMap(({ kind, extensions }) =>
    (extensions.keyShares ?? []).flatMap(({ keyExchange }) => {
      const parts = splitHybridShare(kind === "client_hello" ? "client" : "server", keyExchange);
      return parts ? [keyExchange, parts.mlKem, parts.x25519] : [keyExchange];
    }),
  );
  return [
    ...hellos.flatMap((hello) => Object.values(hello)).filter(isBytes),
    ...hellos.flatMap(({ extensions }) => extensions.raw.map(({ data }) => data)),
    ...shares,
    ...messages.map(({ body }) => body),
  ];
}

function stunValues({ protocol, payload }: RecordedDatagram): Uint8Array[] {
  if (protocol !== "stun") return [];
  try {
    const { transactionId, attributes } = parseStun(payload);
    return [transactionId, ...attributes.flatMap((attribute) => Object.values(attribute)).filter(isBytes)];
  } catch (error) {
    if (error instanceof StunParseError) return [];
    throw error;
  }
}

/** Reported by the process of the server or of the attacker on the path, so they have them; or given to the operator. */
function ownSecrets(trace: readonly TraceEvent[]): Uint8Array[] {
  const isPeers = ({ actor }: TraceEvent) => actor === "alice" || actor === "bob";
  const keys = [
    ...eventsOf(trace, "private-key").filter((event) => !isPeers(event)),
    ...eventsOf(trace, "operator-given"),
  ].map(({ pkcs8 }) => Buffer.from(pkcs8, "base64"));
  const sessions = eventsOf(trace, "session-secrets").filter((event) => !isPeers(event));
  return [
    ...keys.flatMap((pkcs8) => [pkcs8, privateScalar(pkcs8)]),
    ...sessions.flatMap(({ entries }) => entries.map(({ value }) => Buffer.from(value, "hex"))),
  ];
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}
