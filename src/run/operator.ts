import { parseStun } from "../stun/message.ts";
import { StunParseError } from "../stun/stunParseError.ts";
import { eventsOf, type TraceEvent } from "../trace/events.ts";
import type { ActorName } from "../trace/parties.ts";
import type { Case } from "./case.ts";
import type { RecordedDatagram, Recording } from "./recording.ts";
import type { Place } from "./search.ts";

/** Where content could stand that reached the operator: what its server wrote down, and what its recorder kept. */
export function operatorPlaces({ trace, recording }: Case): Place[] {
  return [...trace.flatMap(loggedByServer), ...recording.datagrams.map(recordedPacket)];
}

export function recordedPacket({ packet, payload }: RecordedDatagram): Place {
  return { basis: `packet:${packet}`, bytes: payload };
}

/**
 * Every value that the operator holds and could try as a secret, each once: the words of the signals (also
 * decoded where they are hexadecimal or base64), what the handshakes and STUN messages show in clear, the secrets
 * of the operator's own legs, and what it was given. Values under 4 bytes are left out: nobody's secret is so short.
 */
export function operatorValues({ trace, recording }: Case): Uint8Array[] {
  const values = [
    ...trace.flatMap(({ actor, ...event }) => (isOperator(actor) ? wordsOf(event) : [])),
    ...clearHandshakeValues(recording),
    ...recording.datagrams.flatMap(stunValues),
    ...ownSecrets(trace),
  ].filter(({ length }) => length >= 4);
  return [...new Map(values.map((value) => [Buffer.from(value).toString("latin1"), value])).values()];
}

function loggedByServer(event: TraceEvent): Place[] {
  if (!isOperator(event.actor)) return [];
  switch (event.kind) {
    case "signal-received":
    case "signal-sent":
      return [{ basis: event.seq, bytes: Buffer.from(event.raw) }];
    case "message-read":
      return [{ basis: event.seq, bytes: Buffer.from(event.head, "base64") }];
    default:
      return [];
  }
}

function wordsOf(event: { readonly kind: string; readonly raw?: unknown }): Uint8Array[] {
  if (typeof event.raw !== "string") return [];
  const fingerprints = event.raw.match(/(?:[0-9a-f]{2}:){15,}[0-9a-f]{2}/gi) ?? [];
  const words = event.raw.split(/\\r\\n|[\s"{},:;=]+/);
  return [
    ...fingerprints.map((fingerprint) => Buffer.from(fingerprint.replaceAll(":", ""), "hex")),
    ...words.map((word) => Buffer.from(word)),
    ...words.filter((word) => /^([0-9a-f]{2}){8,}$/i.test(word)).map((word) => Buffer.from(word, "hex")),
    ...words
      .filter((word) => /^[A-Za-z0-9+/]{22,}={0,2}$/.test(word))
      .map((word) => Buffer.from(word, "base64")),
  ];
}

function clearHandshakeValues({ associations }: Recording): Uint8Array[] {
  return associations.flatMap(({ association }) => {
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

/** Reported by the operator's own process, so it has them; or given to it. */
function ownSecrets(trace: readonly TraceEvent[]): Uint8Array[] {
  const given = [...eventsOf(trace, "private-key"), ...eventsOf(trace, "operator-given")]
    .filter(({ kind, actor }) => kind === "operator-given" || isOperator(actor))
    .map(({ pkcs8 }) => Buffer.from(pkcs8, "base64"));
  const session = eventsOf(trace, "session-secret").filter(({ actor }) => isOperator(actor));
  return [
    ...given.flatMap((pkcs8) => [pkcs8, privateScalar(pkcs8)]),
    ...session.map(({ masterSecret }) => Buffer.from(masterSecret, "hex")),
  ];
}

/** The 32-byte scalar of a P-256 key in PKCS #8: the first OCTET STRING of that length (RFC 5915 §3). Of any other key: all of it. */
export function privateScalar(pkcs8: Uint8Array): Uint8Array {
  const der = Buffer.from(pkcs8);
  const at = der.indexOf(Buffer.from([0x04, 0x20]));
  return at === -1 || der.length < at + 34 ? der : der.subarray(at + 2, at + 34);
}

function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

/** Server and network work for one operator here; an attacker on the path is the network. */
export function isOperator(actor: ActorName): boolean {
  return actor === "server" || actor === "network";
}
