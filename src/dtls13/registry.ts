/** What RFC 8446 §B.4 and RFC 9147 §4.2.3 fix for one cipher suite. Key length in bytes; the nonce has 12, the tag 16. */
export interface CipherSuite13 {
  readonly name: string;
  readonly aead: "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305";
  /** Of HKDF and of the transcript. */
  readonly hash: HandshakeHash;
  readonly keyLength: 16 | 32;
}

export type HandshakeHash = "sha256" | "sha384";

const suites: ReadonlyMap<number, CipherSuite13> = new Map<number, CipherSuite13>([
  [0x1301, { name: "TLS_AES_128_GCM_SHA256", aead: "aes-128-gcm", hash: "sha256", keyLength: 16 }],
  [0x1302, { name: "TLS_AES_256_GCM_SHA384", aead: "aes-256-gcm", hash: "sha384", keyLength: 32 }],
  [
    0x1303,
    { name: "TLS_CHACHA20_POLY1305_SHA256", aead: "chacha20-poly1305", hash: "sha256", keyLength: 32 },
  ],
]);

/** The suite's parameters, or undefined for a suite whose records this project cannot open. */
export const cipherSuite13 = (code: number): CipherSuite13 | undefined => suites.get(code);

/** Content types of a record (RFC 9147 §4). */
export const contentType13 = {
  alert: 21,
  handshake: 22,
  applicationData: 23,
  ack: 26,
} as const;

/** Handshake messages of DTLS 1.3 (RFC 8446 §4, RFC 9147 §5.2). */
export const handshakeType13 = {
  clientHello: 1,
  serverHello: 2,
  newSessionTicket: 4,
  encryptedExtensions: 8,
  requestConnectionId: 9,
  newConnectionId: 10,
  certificate: 11,
  certificateRequest: 13,
  certificateVerify: 15,
  finished: 20,
  keyUpdate: 24,
  /** Never on the wire: it stands for the first ClientHello in the transcript after a HelloRetryRequest. */
  messageHash: 254,
} as const;

/** Extensions that this project reads (IANA "TLS ExtensionType Values"). */
export const extensionType = {
  supportedGroups: 10,
  signatureAlgorithms: 13,
  useSrtp: 14,
  alpn: 16,
  recordSizeLimit: 28,
  supportedVersions: 43,
  cookie: 44,
  pskKeyExchangeModes: 45,
  keyShare: 51,
  connectionId: 54,
} as const;

/** IANA name of an extension, `0x....` if this table lacks it. */
export const extensionName = (code: number): string =>
  extensionNames.get(code) ?? `0x${code.toString(16).padStart(4, "0")}`;

const extensionNames: ReadonlyMap<number, string> = new Map([
  [0, "server_name"],
  [5, "status_request"],
  [10, "supported_groups"],
  [11, "ec_point_formats"],
  [13, "signature_algorithms"],
  [14, "use_srtp"],
  [16, "application_layer_protocol_negotiation"],
  [18, "signed_certificate_timestamp"],
  [21, "padding"],
  [23, "extended_master_secret"],
  [27, "compress_certificate"],
  [28, "record_size_limit"],
  [34, "delegated_credential"],
  [35, "session_ticket"],
  [41, "pre_shared_key"],
  [42, "early_data"],
  [43, "supported_versions"],
  [44, "cookie"],
  [45, "psk_key_exchange_modes"],
  [47, "certificate_authorities"],
  [49, "post_handshake_auth"],
  [50, "signature_algorithms_cert"],
  [51, "key_share"],
  [54, "connection_id"],
  [65037, "encrypted_client_hello"],
  [65281, "renegotiation_info"],
]);

/** Versions as supported_versions carries them: RFC 9147 §5.3, RFC 6347 §4.1. */
export const dtls13 = 0xfefc;
export const dtls12 = 0xfefd;

/** X25519MLKEM768, the hybrid of draft-ietf-tls-ecdhe-mlkem. */
export const X25519MLKEM768 = 0x11ec;
