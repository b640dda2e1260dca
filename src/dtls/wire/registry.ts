/** What RFC 5288, RFC 5289 and RFC 7905 fix for one cipher suite. Lengths in bytes. */
export interface CipherSuite {
  readonly name: string;
  readonly aead: "aes-128-gcm" | "aes-256-gcm" | "chacha20-poly1305";
  readonly prfHash: PrfHash;
  readonly keyLength: number;
  /** 4: a salt, next to an explicit nonce in every record (GCM). 12: the nonce follows from the sequence number. */
  readonly ivLength: 4 | 12;
}

export type PrfHash = "sha256" | "sha384";

const aes128 = { aead: "aes-128-gcm", prfHash: "sha256", keyLength: 16, ivLength: 4 } as const;
const aes256 = { aead: "aes-256-gcm", prfHash: "sha384", keyLength: 32, ivLength: 4 } as const;
const chacha = { aead: "chacha20-poly1305", prfHash: "sha256", keyLength: 32, ivLength: 12 } as const;

const suites: ReadonlyMap<number, CipherSuite> = new Map<number, CipherSuite>([
  [0xc02b, { name: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", ...aes128 }],
  [0xc02f, { name: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", ...aes128 }],
  [0xc02c, { name: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", ...aes256 }],
  [0xc030, { name: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", ...aes256 }],
  [0xcca9, { name: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", ...chacha }],
  [0xcca8, { name: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", ...chacha }],
]);

/** The suite's parameters, or undefined for a suite whose records this project cannot open. */
export const cipherSuite = (code: number): CipherSuite | undefined => suites.get(code);

/** IANA name of a cipher suite, `0x....` if this table lacks it. A name does not mean that records can be opened. */
export const cipherSuiteName = (code: number): string =>
  suites.get(code)?.name ?? otherSuites.get(code) ?? hex(code);

/** IANA name of a supported group, `0x....` if this table lacks it. */
export const groupName = (code: number): string => groups.get(code) ?? hex(code);

/** IANA name of a signature scheme (RFC 8446 §4.2.3; before it, hash and signature algorithm in two bytes). */
export const signatureSchemeName = (code: number): string => signatureSchemes.get(code) ?? hex(code);

/** IANA name of a DTLS-SRTP protection profile (RFC 5764 §4.1.2, RFC 7714), `0x....` if this table lacks it. */
export const srtpProfileName = (code: number): string => srtpProfiles.get(code)?.name ?? hex(code);

/** Lengths in bytes of the SRTP master key and salt, undefined for a profile that this table lacks. */
export const srtpProfile = (code: number): SrtpProfile | undefined => srtpProfiles.get(code);

/** IANA name of an alert (RFC 5246 §7.2), `0x....` if this table lacks it. */
export const alertName = (code: number): string => alerts.get(code) ?? hex(code);

export interface SrtpProfile {
  readonly name: string;
  readonly keyLength: number;
  readonly saltLength: number;
}

const otherSuites: ReadonlyMap<number, string> = new Map([
  [0x002f, "TLS_RSA_WITH_AES_128_CBC_SHA"],
  [0x0035, "TLS_RSA_WITH_AES_256_CBC_SHA"],
  [0x009c, "TLS_RSA_WITH_AES_128_GCM_SHA256"],
  [0x009d, "TLS_RSA_WITH_AES_256_GCM_SHA384"],
  [0x009e, "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"],
  [0x009f, "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"],
  [0x00ff, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV"],
  [0x1301, "TLS_AES_128_GCM_SHA256"],
  [0x1302, "TLS_AES_256_GCM_SHA384"],
  [0x1303, "TLS_CHACHA20_POLY1305_SHA256"],
  [0xc009, "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"],
  [0xc00a, "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"],
  [0xc013, "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"],
  [0xc014, "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"],
  [0xccaa, "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256"],
]);

const groups: ReadonlyMap<number, string> = new Map([
  [23, "secp256r1"],
  [24, "secp384r1"],
  [25, "secp521r1"],
  [29, "x25519"],
  [30, "x448"],
  [256, "ffdhe2048"],
  [257, "ffdhe3072"],
  [4588, "X25519MLKEM768"],
]);

const signatureSchemes: ReadonlyMap<number, string> = new Map([
  [0x0201, "rsa_pkcs1_sha1"],
  [0x0203, "ecdsa_sha1"],
  [0x0401, "rsa_pkcs1_sha256"],
  [0x0403, "ecdsa_secp256r1_sha256"],
  [0x0501, "rsa_pkcs1_sha384"],
  [0x0503, "ecdsa_secp384r1_sha384"],
  [0x0601, "rsa_pkcs1_sha512"],
  [0x0603, "ecdsa_secp521r1_sha512"],
  [0x0804, "rsa_pss_rsae_sha256"],
  [0x0805, "rsa_pss_rsae_sha384"],
  [0x0806, "rsa_pss_rsae_sha512"],
  [0x0807, "ed25519"],
  [0x0808, "ed448"],
]);

const srtpProfiles: ReadonlyMap<number, SrtpProfile> = new Map([
  [0x0001, { name: "SRTP_AES128_CM_HMAC_SHA1_80", keyLength: 16, saltLength: 14 }],
  [0x0002, { name: "SRTP_AES128_CM_HMAC_SHA1_32", keyLength: 16, saltLength: 14 }],
  [0x0007, { name: "SRTP_AEAD_AES_128_GCM", keyLength: 16, saltLength: 12 }],
  [0x0008, { name: "SRTP_AEAD_AES_256_GCM", keyLength: 32, saltLength: 12 }],
]);

const alerts: ReadonlyMap<number, string> = new Map([
  [0, "close_notify"],
  [10, "unexpected_message"],
  [20, "bad_record_mac"],
  [22, "record_overflow"],
  [40, "handshake_failure"],
  [42, "bad_certificate"],
  [43, "unsupported_certificate"],
  [46, "certificate_unknown"],
  [47, "illegal_parameter"],
  [48, "unknown_ca"],
  [49, "access_denied"],
  [50, "decode_error"],
  [51, "decrypt_error"],
  [70, "protocol_version"],
  [71, "insufficient_security"],
  [80, "internal_error"],
  [90, "user_canceled"],
  [100, "no_renegotiation"],
]);

const hex = (code: number): string => `0x${code.toString(16).padStart(4, "0")}`;
