import {
  cipherSuiteName,
  groupName,
  signatureSchemeName,
  srtpProfileName,
} from "../../dtls/wire/registry.ts";
import { extensionName } from "../../dtls13/registry.ts";
import { certificateFacts } from "../../run/certificates.ts";
import { certificateFingerprint } from "../../sdp/fingerprint.ts";
import { bytesIn, uintOf } from "./field.ts";

/** The name of a handshake message, as RFC 5246 §7.4 and RFC 6347 §4.3.2 write it. */
export function messageName(type: number): string {
  return MESSAGE_NAMES.get(type) ?? `handshake message ${type}`;
}

const MESSAGE_NAMES: ReadonlyMap<number, string> = new Map([
  [0, "HelloRequest"],
  [1, "ClientHello"],
  [2, "ServerHello"],
  [3, "HelloVerifyRequest"],
  [4, "NewSessionTicket"],
  [11, "Certificate"],
  [12, "ServerKeyExchange"],
  [13, "CertificateRequest"],
  [14, "ServerHelloDone"],
  [15, "CertificateVerify"],
  [16, "ClientKeyExchange"],
  [20, "Finished"],
]);

/** What a field of the 12-byte header of a handshake message says (RFC 6347 §4.2.2). */
export function headerMeaning(field: string, bytes: Uint8Array): string {
  const value = uintOf(bytes.subarray(0, 6));
  switch (field) {
    case "handshake type":
      return `${value}: ${messageName(value)}.`;
    case "message length":
      return `${value}: the whole message has ${bytesIn(value)} after this header.`;
    case "message_seq":
      return `${value}: the sender’s handshake message number ${value}. UDP may change the order.`;
    case "fragment_offset":
      return `${value}: ${value === 0 ? "it begins with the message’s first byte" : `it begins at byte ${value} of the message`}.`;
    case "length of handshake fragment":
      return `${value}: ${bytesIn(value)} of the message here.`;
    default:
      return `${bytesIn(bytes.length)}.`;
  }
}

/** What a field of a handshake message says. `extension` is the type of the extension that it stands in. */
export function bodyMeaning(field: string, bytes: Uint8Array, extension: number | undefined): string {
  const value = uintOf(bytes.subarray(0, 6));
  if (field.startsWith("length of "))
    return `${bytesIn(value)}${value === 0 ? ": there is none" : value === 1 ? " follows" : " follow"}.`;
  const name = NAMED_CODES.get(field);
  if (name) return `${name(value)}.`;
  switch (field) {
    case "major version":
      return `${value}: DTLS. It counts versions down from 255, so that none looks like one of TLS.`;
    case "minor version":
      return `${value}: ${value === 253 ? "version 1.2" : value === 255 ? "version 1.0" : "another version"}.`;
    case "extension data":
      return `${bytesIn(bytes.length)} of ${extensionName(extension ?? 0)}, which this project does not read.`;
    case "certificate":
      return certificateWords(bytes);
    case "certificate_types":
      return `${[...bytes].map((code) => CERTIFICATE_TYPES.get(code) ?? `type ${code}`).join(", ")}.`;
    case "compression_methods":
      return `${[...bytes].map(compressionName).join(", ")}.`;
    default:
      return `${bytesIn(bytes.length)}${PLAIN_WORDS.get(field) ?? ""}.`;
  }
}

const compressionName = (code: number): string => (code === 0 ? "0: no compression" : `method ${code}`);

const NAMED_CODES: ReadonlyMap<string, (code: number) => string> = new Map([
  ["cipher_suites", (code: number) => `Offered: ${cipherSuiteName(code)}`],
  ["cipher_suite", (code: number) => `Chosen: ${cipherSuiteName(code)}`],
  ["compression_method", compressionName],
  ["extension type", (code: number) => `${code}: ${extensionName(code)}`],
  ["supported_groups", groupName],
  ["signature_algorithms", signatureSchemeName],
  ["supported_signature_algorithms", signatureSchemeName],
  ["signature algorithm", (code: number) => `Signed with ${signatureSchemeName(code)}`],
  ["use_srtp profiles", srtpProfileName],
  ["curve_type", (code: number) => (code === 3 ? "3: a named curve" : `${code}: not a named curve`)],
  ["named curve", groupName],
]);

const PLAIN_WORDS: ReadonlyMap<string, string> = new Map([
  ["random", ", new for each handshake. Both sides’ randoms go into the keys and under the signatures"],
  ["session_id", " that would name a session to resume"],
  ["cookie", " that the client must send back, to show that it is where it says"],
  [
    "ECDH public key",
    ": the sender’s ephemeral key for this handshake. Its private half never leaves the sender",
  ],
  ["signature", ", made with the private key of the certificate"],
  ["verify_data", ": a keyed hash over the whole handshake. Whoever changed a byte of it cannot make this"],
  ["distinguished name", ": a certificate authority that would do"],
]);

/** RFC 5246 §7.4.4, RFC 8422 §5.5. */
const CERTIFICATE_TYPES: ReadonlyMap<number, string> = new Map([
  [1, "rsa_sign"],
  [64, "ecdsa_sign"],
]);

function certificateWords(der: Uint8Array): string {
  const fingerprint = certificateFingerprint(der, "sha-256").value;
  const facts = certificateFacts(der);
  const said = facts
    ? `${facts.subject}, ${facts.selfSigned ? "signed by itself" : `signed by ${facts.issuer}`}, ${facts.key}`
    : "cannot be parsed";
  return `An X.509 certificate, in clear: ${said}. Its SHA-256 fingerprint is ${fingerprint}.`;
}
