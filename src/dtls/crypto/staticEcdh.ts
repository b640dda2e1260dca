import { createPrivateKey } from "node:crypto";
import type { HandshakeView } from "../handshake/handshakeView.ts";
import { groupName } from "../wire/registry.ts";
import type { Role } from "./keySchedule.ts";
import { SECP256R1, sharedSecret, X25519 } from "./sharedSecret.ts";

/** What came of one ephemeral public value of a handshake and the stolen key. */
export type StaticEcdhAttempt = {
  /** Who sent the public value. */
  readonly from: Role;
  /** IANA name of the group. */
  readonly group: string;
} & (
  | { readonly kind: "candidate"; readonly reading: KeyReading; readonly premasterSecret: Uint8Array }
  | { readonly kind: "none"; readonly reason: NoCandidateReason }
);

/**
 * `same-curve`: the key belongs to the public value's curve, as in static ECDH. `scalar-as-x25519`: a P-256 scalar has
 * no meaning on Curve25519; its 32 bytes were tried as an X25519 private key all the same.
 */
export type KeyReading = "same-curve" | "scalar-as-x25519";

export type NoCandidateReason =
  /** The private key is not an EC key on P-256. */
  | "not-a-p256-key"
  /** No computation combines a P-256 key with a value of this group. */
  | "other-group"
  /** Not a point of its group, or one of low order. */
  | "invalid-public-value";

/**
 * The premaster secrets that a certificate key would give if it took part in the key agreement: what opens a recording
 * under static ECDH (ECDH_ECDSA, RFC 4492 §2.1), as an RSA key does under RSA key transport. `privateKeyPkcs8` is
 * DER. It is combined with each ephemeral public value that the handshake shows in clear.
 *
 * In ECDHE the certificate key only signs (RFC 8422 §2.1), so no candidate should open a record; `tryCandidates` tests
 * it. That nothing opens shows only that this key was not an ephemeral private key of this handshake.
 * Empty when the recording holds no ServerKeyExchange: without it the group is not known.
 */
export function staticEcdh(
  privateKeyPkcs8: Uint8Array,
  { serverKeyExchange, clientKeyExchange }: Pick<HandshakeView, "serverKeyExchange" | "clientKeyExchange">,
): StaticEcdhAttempt[] {
  if (serverKeyExchange === undefined) return [];
  const { group, publicKey: serverValue } = serverKeyExchange.value;
  const scalar = p256Scalar(privateKeyPkcs8);
  const attempt = (from: Role, publicKey: Uint8Array): StaticEcdhAttempt => ({
    from,
    group: groupName(group),
    ...combine(group, scalar, publicKey),
  });
  return [
    attempt("server", serverValue),
    ...(clientKeyExchange === undefined ? [] : [attempt("client", clientKeyExchange.value.publicKey)]),
  ];
}

type Combination =
  | { readonly kind: "candidate"; readonly reading: KeyReading; readonly premasterSecret: Uint8Array }
  | { readonly kind: "none"; readonly reason: NoCandidateReason };

function combine(group: number, scalar: Uint8Array | undefined, publicKey: Uint8Array): Combination {
  if (scalar === undefined) return { kind: "none", reason: "not-a-p256-key" };
  if (group !== SECP256R1 && group !== X25519) return { kind: "none", reason: "other-group" };
  const reading = group === SECP256R1 ? "same-curve" : "scalar-as-x25519";
  try {
    const premasterSecret = sharedSecret({ group, privateKey: scalar, publicKey });
    if (premasterSecret !== undefined) return { kind: "candidate", reading, premasterSecret };
  } catch {
    // The private key is sound here, so node:crypto refused the public value, which anybody may have sent.
  }
  return { kind: "none", reason: "invalid-public-value" };
}

/** The 32-byte private scalar of a P-256 key (RFC 7518 §6.2.2.1 has it as `d`); undefined for anything else. */
function p256Scalar(pkcs8: Uint8Array): Uint8Array | undefined {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
    if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") return undefined;
    const { d } = key.export({ format: "jwk" });
    return d === undefined ? undefined : Buffer.from(d, "base64url");
  } catch {
    return undefined; // not a key
  }
}
