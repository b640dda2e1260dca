import { ByteReader } from "../../dtls/wire/byteReader.ts";
import { handshakeType13 } from "../registry.ts";
import { Dtls13ParseError } from "./dtls13ParseError.ts";
import { type Extensions13, parseExtensions13 } from "./extensions.ts";
import { type ClientHello13, parseClientHello13, parseServerHello13, type ServerHello13 } from "./hello.ts";

/** RFC 8446 §4.3.1 */
export interface EncryptedExtensions {
  readonly kind: "encrypted_extensions";
  readonly extensions: Extensions13;
}

/** RFC 8446 §4.3.2 */
export interface CertificateRequest13 {
  readonly kind: "certificate_request";
  readonly context: Uint8Array;
  readonly extensions: Extensions13;
}

/** RFC 8446 §4.4.2. DER, leaf first, not checked here; empty if a client has none to show. */
export interface Certificate13 {
  readonly kind: "certificate";
  readonly context: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

/** RFC 8446 §4.4.3 */
export interface CertificateVerify13 {
  readonly kind: "certificate_verify";
  readonly signatureScheme: number;
  readonly signature: Uint8Array;
}

/** RFC 8446 §4.4.4 */
export interface Finished13 {
  readonly kind: "finished";
  readonly verifyData: Uint8Array;
}

/** RFC 8446 §4.6.1. The lifetime is in seconds. */
export interface NewSessionTicket13 {
  readonly kind: "new_session_ticket";
  readonly lifetime: number;
  readonly ticket: Uint8Array;
  readonly extensions: Extensions13;
}

/** RFC 8446 §4.6.3: the sender's next records use the next generation of its keys. */
export interface KeyUpdate {
  readonly kind: "key_update";
  /** Does the sender ask the other side to update as well? */
  readonly updateRequested: boolean;
}

export type HandshakeBody13 =
  | ClientHello13
  | ServerHello13
  | EncryptedExtensions
  | CertificateRequest13
  | Certificate13
  | CertificateVerify13
  | Finished13
  | NewSessionTicket13
  | KeyUpdate
  /** A type that this project does not read. */
  | { readonly kind: "other"; readonly type: number; readonly body: Uint8Array };

/**
 * The typed content of a whole message.
 * @throws DtlsParseError, Dtls13ParseError
 */
export function parseHandshakeBody13({
  type,
  body,
}: {
  readonly type: number;
  readonly body: Uint8Array;
}): HandshakeBody13 {
  const reader = new ByteReader(body);
  const whole = <T>(value: T): T => {
    reader.end("handshake message");
    return value;
  };
  switch (type) {
    case handshakeType13.clientHello:
      return parseClientHello13(body);
    case handshakeType13.serverHello:
      return parseServerHello13(body);
    case handshakeType13.encryptedExtensions: {
      const extensions = parseExtensions13(reader, "encrypted_extensions");
      return whole({ kind: "encrypted_extensions", extensions });
    }
    case handshakeType13.certificateRequest: {
      const context = reader.vector(1, "certificate_request_context");
      const extensions = parseExtensions13(reader, "certificate_request");
      return whole({ kind: "certificate_request", context, extensions });
    }
    case handshakeType13.certificate:
      return whole(readCertificate(reader));
    case handshakeType13.certificateVerify: {
      const signatureScheme = reader.uint(2, "algorithm");
      return whole({ kind: "certificate_verify", signatureScheme, signature: reader.vector(2, "signature") });
    }
    case handshakeType13.finished:
      return { kind: "finished", verifyData: body };
    case handshakeType13.newSessionTicket:
      return whole(readTicket(reader));
    case handshakeType13.keyUpdate:
      return whole(readKeyUpdate(reader));
    default:
      return { kind: "other", type, body };
  }
}

function readCertificate(reader: ByteReader): Certificate13 {
  const context = reader.vector(1, "certificate_request_context");
  const list = reader.nested(3, "certificate_list");
  const certificates: Uint8Array[] = [];
  while (list.remaining > 0) {
    certificates.push(list.vector(3, "cert_data"));
    parseExtensions13(list, "certificate");
  }
  return { kind: "certificate", context, certificates };
}

function readTicket(reader: ByteReader): NewSessionTicket13 {
  const lifetime = reader.uint(4, "ticket_lifetime");
  reader.uint(4, "ticket_age_add");
  reader.vector(1, "ticket_nonce");
  const ticket = reader.vector(2, "ticket");
  return {
    kind: "new_session_ticket",
    lifetime,
    ticket,
    extensions: parseExtensions13(reader, "new_session_ticket"),
  };
}

function readKeyUpdate(reader: ByteReader): KeyUpdate {
  const start = reader.offset;
  const request = reader.uint(1, "request_update");
  if (request > 1) throw new Dtls13ParseError("unknown-value", start, `request_update is ${request}`);
  return { kind: "key_update", updateRequested: request === 1 };
}
