import type { ByteReader } from "./byteReader.ts";
import { DtlsParseError } from "./dtlsParseError.ts";

/** The extensions of one hello. Codes are IANA numbers; undefined means that the extension is absent. */
export interface Extensions {
  /** RFC 8422 §5.1.1 */
  readonly supportedGroups: readonly number[] | undefined;
  /** RFC 5764 §4.1.1: offered profiles in a ClientHello, the chosen one in a ServerHello. */
  readonly srtpProfiles: readonly number[] | undefined;
  /** RFC 5246 §7.4.1.4.1 */
  readonly signatureAlgorithms: readonly number[] | undefined;
  /** RFC 7627 §5.1 */
  readonly extendedMasterSecret: boolean;
  /** RFC 5746 §3.2: empty in a first handshake. */
  readonly renegotiationInfo: Uint8Array | undefined;
  /** Every extension as it was sent, in order. */
  readonly raw: readonly RawExtension[];
}

export interface RawExtension {
  readonly type: number;
  readonly data: Uint8Array;
}

/**
 * Reads the optional extension block that ends a hello (RFC 5246 §7.4.1.4).
 * @throws DtlsParseError when it is malformed
 */
export function parseExtensions(hello: ByteReader): Extensions {
  const raw: RawExtension[] = [];
  const readers = new Map<number, ByteReader>();
  if (hello.remaining > 0) {
    const block = hello.nested(2, "extensions");
    while (block.remaining > 0) {
      const type = block.uint(2, "extension type");
      if (readers.has(type)) {
        throw new DtlsParseError("duplicate-extension", block.offset - 2, `extension ${type} occurs twice`);
      }
      const data = block.nested(2, "extension data");
      raw.push({ type, data: data.rest });
      readers.set(type, data);
    }
  }
  const read = <T>(type: number, what: string, parse: (reader: ByteReader) => T): T | undefined => {
    const reader = readers.get(type);
    if (reader === undefined) return undefined;
    const value = parse(reader);
    reader.end(what);
    return value;
  };
  return {
    supportedGroups: read(10, "supported_groups", (reader) => reader.codes(2, "supported_groups")),
    signatureAlgorithms: read(13, "signature_algorithms", (reader) =>
      reader.codes(2, "signature_algorithms"),
    ),
    srtpProfiles: read(14, "use_srtp", (reader) => {
      const profiles = reader.codes(2, "use_srtp profiles");
      reader.vector(1, "use_srtp MKI");
      return profiles;
    }),
    extendedMasterSecret: read(23, "extended_master_secret", () => true) ?? false,
    renegotiationInfo: read(65281, "renegotiation_info", (reader) => reader.vector(1, "renegotiation_info")),
    raw,
  };
}
