import stolen from "../../../../scenarios/stolenCertificateKeys.ts";
import { privateScalar } from "../../../../src/run/secrets.ts";
import { eventsOf, type KeyLogLabel } from "../../../../src/trace/events.ts";
import type { Case } from "../../../../src/verdict/case.ts";
import { keyTransport } from "../../../tls/fixture.ts";
import { caseOf, nothingRecorded, traceOf } from "../../cases.ts";
import type { RecordedCase } from "../../recordedCase.ts";
import { changing, flippingHandshake, flippingRecord, onePacket, recordsIn } from "./changes.ts";
import { type Failure, inFacts, inRun } from "./failure.ts";

/** Records of handshake and of application data (RFC 5246 §6.2.1). */
const HANDSHAKE = 22;
const DATA = 23;

const secretsOf = ({ trace }: RecordedCase) => eventsOf(trace, "session-secrets")[0]?.entries ?? [];

/** Every reported secret under this label is another one. */
const wrong = (label: KeyLogLabel) =>
  changing("session-secrets", (event) => ({
    ...event,
    entries: event.entries.map((entry) =>
      entry.label === label ? { ...entry, value: `00${entry.value.slice(2)}` } : entry,
    ),
  }));

/** The server's log has this text in the first signal that it received. */
const inSignal = (text: (recorded: RecordedCase) => string) => (recorded: RecordedCase) => {
  const [first] = eventsOf(recorded.trace, "signal-received");
  return changing("signal-received", (event) =>
    event.seq === first?.seq ? { ...event, raw: `${event.raw} ${text(recorded)}` } : event,
  )(recorded);
};

function contrast(canary: string): Case {
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
  const { clientToServer, serverToClient, privateKeyPkcs8 } = keyTransport;
  const fact = {
    kind: "rsa-contrast-recorded",
    clientToServer: base64(clientToServer),
    serverToClient: base64(serverToClient),
    pkcs8: base64(privateKeyPkcs8),
    canary,
  } as const;
  return caseOf(stolen, traceOf(["conductor", fact]), nothingRecorded);
}

export const DECRYPTION = {
  "always-encrypted": [
    inRun(
      "honest",
      "always-encrypted",
      "a datagram is neither STUN nor DTLS",
      onePacket((payload) => (recordsIn(payload).length > 0 ? Buffer.from("hello") : undefined)),
      /^1 neither STUN nor DTLS of \d+$/,
    ),
    inRun(
      "honest",
      "always-encrypted",
      "application data travels in clear",
      onePacket((payload) => {
        if (!recordsIn(payload).some(({ type }) => type === DATA)) return undefined;
        payload.writeUInt16BE(0, 3); // the epoch before encryption
        return payload;
      }),
      /^1 with data in clear or bytes that are no DTLS record of \d+$/,
    ),
  ],
  "record-replay": [
    inRun(
      "record-replay",
      "record-replay",
      "nobody sent a record again",
      changing("datagram-injected", () => undefined),
      /^nothing was sent again$/,
    ),
    inRun(
      "record-replay",
      "record-replay",
      "what was sent again was another packet, which nobody acknowledges as a duplicate",
      changing("datagram-injected", (event) => ({ ...event, packet: 2 })),
      /^0 of 3 taken by DTLS/,
    ),
    inRun(
      "record-replay-window",
      "record-replay",
      "a message came out that nobody sent",
      changing("message-sent", () => undefined),
      /delivered once more$/,
    ),
  ],
  "record-forgery": [
    inRun(
      "record-forgery",
      "record-forgery",
      "nobody forged a record",
      changing("datagram-injected", () => undefined),
      /^no record was forged$/,
    ),
    inRun(
      "record-forgery",
      "record-forgery",
      "no forged record has the right tag",
      changing("datagram-injected", (event) => ({ ...event, packet: 2 })),
      /^0 of \d+ with the right tag/,
    ),
    inRun(
      "record-forgery",
      "record-forgery",
      "the forged order never came out",
      changing("message-received", (event) =>
        Buffer.from(event.head, "base64").includes("Peter") ? undefined : event,
      ),
      /^1 of \d+ with the right tag, 0 of them taken as a message$/,
    ),
  ],
  finished: [
    // Type 13 is CertificateRequest: no signature of the server covers it, Finished does.
    inRun(
      "honest",
      "finished",
      "an unsigned part of the handshake was changed",
      flippingHandshake(13, 1),
      /does not match the transcript/,
    ),
    inRun(
      "honest",
      "finished",
      "a Finished message was changed",
      flippingRecord(HANDSHAKE, 1, 12),
      /that cannot be opened or checked$/,
    ),
  ],
  "holdings-decrypt": [
    inRun(
      "honest",
      "holdings-decrypt",
      "the server's log has the master secret",
      inSignal((recorded) => secretsOf(recorded).find(({ label }) => label === "CLIENT_RANDOM")?.value ?? ""),
      /^1 of 1 between the peers\. Tried: /,
    ),
    inRun(
      "honest",
      "holdings-decrypt",
      "the server's log has the premaster secret",
      inSignal(
        (recorded) => secretsOf(recorded).find(({ label }) => label === "PMS_CLIENT_RANDOM")?.value ?? "",
      ),
      /^1 of 1 between the peers\. Tried: /,
    ),
    inRun(
      "mitm",
      "holdings-decrypt",
      "the attacker cannot open its own connections",
      changing("session-secrets", (event) => ({
        ...event,
        entries: event.entries.map((entry) => ({ ...entry, value: `00${entry.value.slice(2)}` })),
      })),
      /^0 of 2 that end at the attacker\. Tried: /,
    ),
  ],
  "decryption-control": [
    inRun(
      "honest",
      "decryption-control",
      "the reported master secret is another one",
      wrong("CLIENT_RANDOM"),
      /^0 of \d+ records, 0 of 2 canaries$/,
    ),
    inRun(
      "honest",
      "decryption-control",
      "one record was changed",
      flippingRecord(DATA, 1, 20),
      /^(\d+) of (?!\1)\d+ records/,
    ),
  ],
  "premaster-control": [
    inRun(
      "honest",
      "premaster-control",
      "the reported premaster secret is another one",
      wrong("PMS_CLIENT_RANDOM"),
      /^0 of \d+ records of application data$/,
    ),
  ],
  "secrets-held": [
    inRun(
      "honest",
      "secrets-held",
      "Alice's private key is in her offer, as the server's log has it",
      inSignal(({ trace }) => {
        const key = eventsOf(trace, "private-key").find(({ owner }) => owner === "alice")?.pkcs8 ?? "";
        return Buffer.from(privateScalar(Buffer.from(key, "base64"))).toString("hex");
      }),
      /^certificate key of alice$/,
    ),
    inRun(
      "honest",
      "secrets-held",
      "the premaster secret is in a signal, in base64",
      inSignal((recorded) => {
        const entry = secretsOf(recorded).find(({ label }) => label === "PMS_CLIENT_RANDOM");
        return Buffer.from(entry?.value ?? "", "hex").toString("base64");
      }),
      /^session secret of alice and bob$/,
    ),
  ],
  "rsa-contrast": [
    inFacts(
      "rsa-contrast",
      "what opened does not have the canary",
      () => contrast(keyTransport.message),
      () => contrast("another"),
      /^opened, canary not found$/,
    ),
  ],
  "nonces-unique": [
    inRun("honest", "nonces-unique", "two records share a nonce", reusingNonce, /^some: 1 pair$/),
  ],
  "nonce-exploit": [
    // The nonce is 8 bytes; after it comes the head of Finished, which the observer takes to be known.
    inRun(
      "unguarded-stack",
      "nonce-exploit",
      "the recovered bytes are not the true ones",
      flippingRecord(HANDSHAKE, 1, 8),
      /^the true bytes of 1 of 2 records: /,
    ),
  ],
} satisfies Record<string, readonly Failure[]>;

/** The second record of a sender under the sequence number and nonce of its first. */
function reusingNonce(recorded: RecordedCase): RecordedCase {
  const data = recorded.packets.filter(({ payload }) => payload[0] === DATA);
  const [first] = data;
  const second = data.find(
    ({ number, source }) => number !== first?.number && source.port === first?.source.port,
  );
  if (!first || !second) throw new Error("the capture has too few records");
  const payload = Uint8Array.from(second.payload);
  payload.set(first.payload.subarray(5, 11), 5);
  payload.set(first.payload.subarray(13, 21), 13);
  const packets = recorded.packets.map((packet) => (packet === second ? { ...packet, payload } : packet));
  return { ...recorded, packets };
}
