import { ByteReader } from "../../dtls/wire/byteReader.ts";
import { type Extensions13, parseExtensions13 } from "./extensions.ts";

/** RFC 9147 §5.3. */
export interface ClientHello13 {
  readonly kind: "client_hello";
  /** Says DTLS 1.2; what counts is supported_versions. */
  readonly legacyVersion: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly legacySessionId: Uint8Array;
  /** The cookie of DTLS 1.2; empty in 1.3. */
  readonly legacyCookie: Uint8Array;
  readonly cipherSuites: readonly number[];
  readonly extensions: Extensions13;
}

/** RFC 8446 §4.1.3, and §4.1.4: a HelloRetryRequest is a ServerHello with one fixed random. */
export interface ServerHello13 {
  readonly kind: "server_hello" | "hello_retry_request";
  readonly legacyVersion: number;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly legacySessionId: Uint8Array;
  readonly cipherSuite: number;
  readonly extensions: Extensions13;
}

/**
 * Also reads the ClientHello of a peer that knows DTLS 1.2 only.
 * @throws DtlsParseError, Dtls13ParseError
 */
export function parseClientHello13(body: Uint8Array): ClientHello13 {
  const reader = new ByteReader(body);
  const legacyVersion = reader.uint(2, "legacy_version");
  const random = reader.bytes(32, "random");
  const legacySessionId = reader.vector(1, "legacy_session_id");
  const legacyCookie = reader.vector(1, "legacy_cookie");
  const cipherSuites = reader.codes(2, "cipher_suites");
  reader.vector(1, "legacy_compression_methods");
  const extensions = parseExtensions13(reader, "client_hello");
  reader.end("ClientHello");
  return {
    kind: "client_hello",
    legacyVersion,
    random,
    legacySessionId,
    legacyCookie,
    cipherSuites,
    extensions,
  };
}

/**
 * Also reads the ServerHello of DTLS 1.2.
 * @throws DtlsParseError, Dtls13ParseError
 */
export function parseServerHello13(body: Uint8Array): ServerHello13 {
  const reader = new ByteReader(body);
  const legacyVersion = reader.uint(2, "legacy_version");
  const random = reader.bytes(32, "random");
  const kind = Buffer.compare(random, retryRandom) === 0 ? "hello_retry_request" : "server_hello";
  const legacySessionId = reader.vector(1, "legacy_session_id_echo");
  const cipherSuite = reader.uint(2, "cipher_suite");
  reader.uint(1, "legacy_compression_method");
  const extensions = parseExtensions13(reader, kind);
  reader.end("ServerHello");
  return { kind, legacyVersion, random, legacySessionId, cipherSuite, extensions };
}

/** RFC 8446 §4.1.3: the SHA-256 of "HelloRetryRequest". */
const retryRandom = Buffer.from("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c", "hex");
