import { ByteReader, type OnRead } from "./byteReader.ts";

/** RFC 5246 §7.4.2. The leaf comes first; a client without a certificate sends an empty list. */
export interface Certificate {
  readonly kind: "certificate";
  /** DER, not checked here. */
  readonly certificates: readonly Uint8Array[];
}

/** RFC 5246 §7.4.4 */
export interface CertificateRequest {
  readonly kind: "certificate_request";
  readonly certificateTypes: readonly number[];
  readonly signatureAlgorithms: readonly number[];
  /** DER-encoded distinguished names. */
  readonly authorities: readonly Uint8Array[];
}

/** RFC 5246 §7.4.8: a signature over all handshake messages before it. */
export interface CertificateVerify {
  readonly kind: "certificate_verify";
  readonly signatureScheme: number;
  readonly signature: Uint8Array;
}

/** RFC 5246 §7.4.9 */
export interface Finished {
  readonly kind: "finished";
  readonly verifyData: Uint8Array;
}

/** @throws DtlsParseError when the body is malformed */
export function parseCertificate(body: Uint8Array, onRead?: OnRead): Certificate {
  const reader = new ByteReader(body, 0, onRead);
  const list = reader.nested(3, "certificate_list");
  reader.end("Certificate");
  const certificates: Uint8Array[] = [];
  while (list.remaining > 0) certificates.push(list.vector(3, "certificate"));
  return { kind: "certificate", certificates };
}

/** @throws DtlsParseError when the body is malformed */
export function parseCertificateRequest(body: Uint8Array, onRead?: OnRead): CertificateRequest {
  const reader = new ByteReader(body, 0, onRead);
  const certificateTypes = [...reader.vector(1, "certificate_types")];
  const signatureAlgorithms = reader.codes(2, "supported_signature_algorithms");
  const names = reader.nested(2, "certificate_authorities");
  reader.end("CertificateRequest");
  const authorities: Uint8Array[] = [];
  while (names.remaining > 0) authorities.push(names.vector(2, "distinguished name"));
  return { kind: "certificate_request", certificateTypes, signatureAlgorithms, authorities };
}

/** @throws DtlsParseError when the body is malformed */
export function parseCertificateVerify(body: Uint8Array, onRead?: OnRead): CertificateVerify {
  const reader = new ByteReader(body, 0, onRead);
  const signatureScheme = reader.uint(2, "signature algorithm");
  const signature = reader.vector(2, "signature");
  reader.end("CertificateVerify");
  return { kind: "certificate_verify", signatureScheme, signature };
}

/**
 * All suites of this project use 12 bytes of verify_data.
 * @throws DtlsParseError when the body is not exactly that long
 */
export function parseFinished(body: Uint8Array, onRead?: OnRead): Finished {
  const reader = new ByteReader(body, 0, onRead);
  const verifyData = reader.bytes(12, "verify_data");
  reader.end("Finished");
  return { kind: "finished", verifyData };
}
