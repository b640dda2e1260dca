import { ByteReader, type OnRead } from "./byteReader.ts";
import { type Extensions, parseExtensions } from "./extensions.ts";
import type { ProtocolVersion } from "./record.ts";

/** RFC 5246 §7.4.1.2 with the cookie of RFC 6347 §4.2.1. */
export interface ClientHello {
  readonly kind: "client_hello";
  readonly version: ProtocolVersion;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  /** Empty in a first ClientHello. */
  readonly cookie: Uint8Array;
  readonly cipherSuites: readonly number[];
  readonly compressionMethods: readonly number[];
  readonly extensions: Extensions;
}

/** RFC 6347 §4.2.1 */
export interface HelloVerifyRequest {
  readonly kind: "hello_verify_request";
  readonly version: ProtocolVersion;
  readonly cookie: Uint8Array;
}

/** RFC 5246 §7.4.1.3 */
export interface ServerHello {
  readonly kind: "server_hello";
  readonly version: ProtocolVersion;
  /** 32 bytes. */
  readonly random: Uint8Array;
  readonly sessionId: Uint8Array;
  readonly cipherSuite: number;
  readonly compressionMethod: number;
  readonly extensions: Extensions;
}

/** @throws DtlsParseError when the body is malformed */
export function parseClientHello(body: Uint8Array, onRead?: OnRead): ClientHello {
  const reader = new ByteReader(body, 0, onRead);
  const hello: ClientHello = {
    kind: "client_hello",
    version: readVersion(reader),
    random: reader.bytes(32, "random"),
    sessionId: reader.vector(1, "session_id"),
    cookie: reader.vector(1, "cookie"),
    cipherSuites: reader.codes(2, "cipher_suites"),
    compressionMethods: [...reader.vector(1, "compression_methods")],
    extensions: parseExtensions(reader),
  };
  reader.end("ClientHello");
  return hello;
}

/** @throws DtlsParseError when the body is malformed */
export function parseHelloVerifyRequest(body: Uint8Array, onRead?: OnRead): HelloVerifyRequest {
  const reader = new ByteReader(body, 0, onRead);
  const request: HelloVerifyRequest = {
    kind: "hello_verify_request",
    version: readVersion(reader),
    cookie: reader.vector(1, "cookie"),
  };
  reader.end("HelloVerifyRequest");
  return request;
}

/** @throws DtlsParseError when the body is malformed */
export function parseServerHello(body: Uint8Array, onRead?: OnRead): ServerHello {
  const reader = new ByteReader(body, 0, onRead);
  const hello: ServerHello = {
    kind: "server_hello",
    version: readVersion(reader),
    random: reader.bytes(32, "random"),
    sessionId: reader.vector(1, "session_id"),
    cipherSuite: reader.uint(2, "cipher_suite"),
    compressionMethod: reader.uint(1, "compression_method"),
    extensions: parseExtensions(reader),
  };
  reader.end("ServerHello");
  return hello;
}

function readVersion(reader: ByteReader): ProtocolVersion {
  return { major: reader.uint(1, "major version"), minor: reader.uint(1, "minor version") };
}
