import { ByteReader, type OnRead } from "./byteReader.ts";
import { DtlsParseError } from "./dtlsParseError.ts";

/** ECDHE ServerKeyExchange with a named curve (RFC 8422 §5.4). */
export interface ServerKeyExchange {
  readonly kind: "server_key_exchange";
  /** Named group code. */
  readonly group: number;
  /** The ephemeral public key as sent: an uncompressed point, or 32 bytes for x25519. */
  readonly publicKey: Uint8Array;
  /** The ServerECDHParams bytes that the signature covers, after both randoms. */
  readonly params: Uint8Array;
  /** High byte hash, low byte signature algorithm (RFC 5246 §7.4.1.4.1). */
  readonly signatureScheme: number;
  readonly signature: Uint8Array;
}

/** ECDHE ClientKeyExchange (RFC 8422 §5.7). */
export interface ClientKeyExchange {
  readonly kind: "client_key_exchange";
  readonly publicKey: Uint8Array;
}

/** @throws DtlsParseError when the body is malformed; "unsupported-curve-type" when it names no curve */
export function parseServerKeyExchange(body: Uint8Array, onRead?: OnRead): ServerKeyExchange {
  const reader = new ByteReader(body, 0, onRead);
  const curveType = reader.uint(1, "curve_type");
  if (curveType !== NAMED_CURVE) {
    throw new DtlsParseError("unsupported-curve-type", 0, `curve_type ${curveType} is not named_curve`);
  }
  const group = reader.uint(2, "named curve");
  const publicKey = reader.vector(1, "ECDH public key");
  const params = body.subarray(0, reader.offset);
  const signatureScheme = reader.uint(2, "signature algorithm");
  const signature = reader.vector(2, "signature");
  reader.end("ServerKeyExchange");
  return { kind: "server_key_exchange", group, publicKey, params, signatureScheme, signature };
}

/** @throws DtlsParseError when the body is malformed */
export function parseClientKeyExchange(body: Uint8Array, onRead?: OnRead): ClientKeyExchange {
  const reader = new ByteReader(body, 0, onRead);
  const publicKey = reader.vector(1, "ECDH public key");
  reader.end("ClientKeyExchange");
  return { kind: "client_key_exchange", publicKey };
}

const NAMED_CURVE = 3;
