import { ByteReader } from "../dtls/wire/byteReader.ts";
import { type Extensions, parseExtensions } from "../dtls/wire/extensions.ts";
import type { ProtocolVersion } from "../dtls/wire/record.ts";

/** One handshake message of TLS (RFC 5246 §7.4). It has no message_seq: TCP keeps the order. */
export interface TlsHandshakeMessage {
  /** Registered code; see handshakeType. */
  readonly type: number;
  readonly body: Uint8Array;
  /** Header and body: what transcript hashes cover. */
  readonly bytes: Uint8Array;
}

/**
 * The messages in the handshake records of one direction, joined: a message may span records, and a record may
 * hold several.
 * @throws DtlsParseError "truncated" when the last message is cut short
 */
export function parseTlsHandshake(joined: Uint8Array): TlsHandshakeMessage[] {
  const reader = new ByteReader(joined);
  const messages: TlsHandshakeMessage[] = [];
  while (reader.remaining > 0) {
    const start = reader.offset;
    const type = reader.uint(1, "handshake type");
    const body = reader.vector(3, "handshake message");
    messages.push({ type, body, bytes: joined.subarray(start, reader.offset) });
  }
  return messages;
}

/** RFC 5246 §7.4.1.2; the ClientHello of DTLS also has a cookie. */
export interface TlsClientHello {
  readonly version: ProtocolVersion;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly cipherSuites: readonly number[];
  readonly extensions: Extensions;
}

/** @throws DtlsParseError when the body is malformed */
export function parseTlsClientHello(body: Uint8Array): TlsClientHello {
  const reader = new ByteReader(body);
  const version = { major: reader.uint(1, "major version"), minor: reader.uint(1, "minor version") };
  const random = reader.bytes(32, "random");
  reader.vector(1, "session_id");
  const cipherSuites = reader.codes(2, "cipher_suites");
  reader.vector(1, "compression_methods");
  const extensions = parseExtensions(reader);
  reader.end("ClientHello");
  return { version, random, cipherSuites, extensions };
}

/**
 * The premaster secret, encrypted to the key in the server's certificate, from the ClientKeyExchange of an RSA
 * key-transport suite (RFC 5246 §7.4.7.1).
 * @throws DtlsParseError when the body is malformed
 */
export function parseEncryptedPremasterSecret(body: Uint8Array): Uint8Array {
  const reader = new ByteReader(body);
  const encrypted = reader.vector(2, "EncryptedPreMasterSecret");
  reader.end("ClientKeyExchange");
  return encrypted;
}
