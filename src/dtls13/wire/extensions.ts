import { ByteReader } from "../../dtls/wire/byteReader.ts";
import { extensionType } from "../registry.ts";
import { Dtls13ParseError } from "./dtls13ParseError.ts";

/** The message that carries a block of extensions: some have another layout in each (RFC 8446 §4.2). */
export type ExtensionCarrier =
  | "client_hello"
  | "server_hello"
  | "hello_retry_request"
  | "encrypted_extensions"
  | "certificate_request"
  | "certificate"
  | "new_session_ticket";

/** One public value (RFC 8446 §4.2.8). */
export interface KeyShare {
  /** IANA code of the group. */
  readonly group: number;
  readonly keyExchange: Uint8Array;
}

/** Codes are IANA numbers; undefined means that the extension is absent, or not read in this carrier. */
export interface Extensions13 {
  /** RFC 8446 §4.2.1: offered by a client, one chosen by a server. */
  readonly supportedVersions: readonly number[] | undefined;
  /** Several from a client, one from a server. */
  readonly keyShares: readonly KeyShare[] | undefined;
  /** The group that a HelloRetryRequest asks for. */
  readonly selectedGroup: number | undefined;
  readonly supportedGroups: readonly number[] | undefined;
  readonly signatureAlgorithms: readonly number[] | undefined;
  readonly cookie: Uint8Array | undefined;
  /** RFC 9146 §3: what the sender wants to see in the records that it receives. May be empty. */
  readonly connectionId: Uint8Array | undefined;
  /** RFC 5764 §4.1.1: offered by a client, one chosen by a server. */
  readonly srtpProfiles: readonly number[] | undefined;
  /** RFC 8449 §4, in bytes. */
  readonly recordSizeLimit: number | undefined;
  /** RFC 7301 §3.1: bytes that an attacker may have chosen. */
  readonly alpnProtocols: readonly Uint8Array[] | undefined;
  readonly pskKeyExchangeModes: readonly number[] | undefined;
  /** Every extension as it was sent, in order, those above included. */
  readonly raw: readonly RawExtension13[];
}

export interface RawExtension13 {
  readonly type: number;
  readonly data: Uint8Array;
}

/**
 * Reads the extension block of `carrier`.
 * @throws DtlsParseError, Dtls13ParseError "duplicate-extension"
 */
export function parseExtensions13(message: ByteReader, carrier: ExtensionCarrier): Extensions13 {
  const isClient = carrier === "client_hello";
  const isHello = isClient || carrier === "server_hello";
  // The hellos of DTLS 1.2 may have no block at all (RFC 5246 §7.4.1.4).
  const isAbsent = isHello && message.remaining === 0;
  const block = isAbsent ? message : message.nested(2, "extensions");
  const raw: RawExtension13[] = [];
  const readers = new Map<number, ByteReader>();
  while (block.remaining > 0) {
    const start = block.offset;
    const type = block.uint(2, "extension type");
    if (readers.has(type)) {
      throw new Dtls13ParseError("duplicate-extension", start, `extension ${type} occurs twice`);
    }
    const data = block.vector(2, "extension data");
    raw.push({ type, data });
    readers.set(type, new ByteReader(data, start + 4));
  }
  const read = <T>(type: number, what: string, parse: (reader: ByteReader) => T): T | undefined => {
    const reader = readers.get(type);
    if (reader === undefined) return undefined;
    const value = parse(reader);
    reader.end(what);
    return value;
  };
  const isRetry = carrier === "hello_retry_request";
  const when = <T>(applies: boolean, value: () => T | undefined): T | undefined =>
    applies ? value() : undefined;
  const { keyShare } = extensionType;
  return {
    supportedVersions: when(isHello || isRetry, () =>
      read(extensionType.supportedVersions, "supported_versions", (reader) =>
        isClient ? reader.codes(1, "versions") : [reader.uint(2, "selected_version")],
      ),
    ),
    keyShares: when(isHello, () =>
      read(keyShare, "key_share", (reader) => (isClient ? readShares(reader) : [readShare(reader)])),
    ),
    selectedGroup: when(isRetry, () =>
      read(keyShare, "key_share", (reader) => reader.uint(2, "selected_group")),
    ),
    supportedGroups: read(extensionType.supportedGroups, "supported_groups", (reader) =>
      reader.codes(2, "supported_groups"),
    ),
    signatureAlgorithms: read(extensionType.signatureAlgorithms, "signature_algorithms", (reader) =>
      reader.codes(2, "signature_algorithms"),
    ),
    cookie: read(extensionType.cookie, "cookie", (reader) => reader.vector(2, "cookie")),
    connectionId: read(extensionType.connectionId, "connection_id", (reader) => reader.vector(1, "cid")),
    srtpProfiles: read(extensionType.useSrtp, "use_srtp", (reader) => {
      const profiles = reader.codes(2, "SRTPProtectionProfiles");
      reader.vector(1, "srtp_mki");
      return profiles;
    }),
    recordSizeLimit: read(extensionType.recordSizeLimit, "record_size_limit", (reader) =>
      reader.uint(2, "RecordSizeLimit"),
    ),
    alpnProtocols: read(extensionType.alpn, "ALPN", (reader) => readAll(reader.nested(2, "protocol names"))),
    pskKeyExchangeModes: read(extensionType.pskKeyExchangeModes, "psk_key_exchange_modes", (reader) => [
      ...reader.vector(1, "ke_modes"),
    ]),
    raw,
  };
}

function readShare(reader: ByteReader): KeyShare {
  return { group: reader.uint(2, "group"), keyExchange: reader.vector(2, "key_exchange") };
}

function readShares(reader: ByteReader): KeyShare[] {
  const list = reader.nested(2, "client_shares");
  const shares: KeyShare[] = [];
  while (list.remaining > 0) shares.push(readShare(list));
  return shares;
}

function readAll(list: ByteReader): Uint8Array[] {
  const names: Uint8Array[] = [];
  while (list.remaining > 0) names.push(list.vector(1, "protocol name"));
  return names;
}
