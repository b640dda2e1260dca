import { createPublicKey, diffieHellman, hash, hkdfSync, type KeyObject } from "node:crypto";
import { open, seal } from "./aead.ts";

const PROTOCOL_NAME = "Noise_KK_25519_AESGCM_SHA256";
const KEY_BYTES = 32;
const NOTHING = new Uint8Array(0);

/** What one side of a handshake brings along. The keys are X25519. */
export interface Handshaker {
  /** This end's private static key, and the other end's public one, which each has had beforehand. */
  readonly own: KeyObject;
  readonly counterpart: KeyObject;
  /** This end's private key for this handshake alone. */
  readonly ephemeral: KeyObject;
  /** What both ends must agree on without sending it. */
  readonly prologue: Uint8Array;
}

/** One AES-256-GCM key for each direction. */
export interface TransportKeys {
  readonly fromInitiator: Uint8Array;
  readonly fromResponder: Uint8Array;
}

export interface Finished {
  readonly keys: TransportKeys;
  /** What the other end put into its message. */
  readonly payload: Uint8Array;
}

/**
 * Begins Noise_KK_25519_AESGCM_SHA256 (The Noise Protocol Framework, revision 34, §5, §7.5: -> e, es, ss). `finish` takes the
 * answer, and returns undefined for one that the other end did not make for this message and prologue. Whoever finishes
 * knows that the other end holds its static key and is there now. The payload of this first message has less: an attacker
 * can replay it, and open it with the other end's static key (§7.7).
 */
export function initiate(
  { own, counterpart, ephemeral, prologue }: Handshaker,
  payload: Uint8Array = NOTHING,
): { readonly message: Uint8Array; finish(answer: Uint8Array): Finished | undefined } {
  const begun = mixHash(
    beginning(prologue, publicBytes(own), publicBytes(counterpart)),
    publicBytes(ephemeral),
  );
  const keyed = mixKey(mixKey(begun, shared(ephemeral, counterpart)), shared(own, counterpart));
  const { state, ciphertext } = encryptAndHash(keyed, payload);
  return {
    message: Buffer.concat([publicBytes(ephemeral), ciphertext]),
    finish: (answer) =>
      unlessUnusable(() => {
        const theirs = publicKey(answer);
        const heard = mixHash(state, publicBytes(theirs));
        const mixed = mixKey(mixKey(heard, shared(ephemeral, theirs)), shared(own, theirs));
        return finished(mixed, answer);
      }),
  };
}

/**
 * Answers a first message (<- e, ee, se). Undefined: the other end did not make it for this prologue. That it is no
 * replay is known only once something opens with the new keys.
 */
export function respond(
  { own, counterpart, ephemeral, prologue }: Handshaker,
  message: Uint8Array,
  payload: Uint8Array = NOTHING,
): (Finished & { readonly message: Uint8Array }) | undefined {
  return unlessUnusable(() => {
    const theirs = publicKey(message);
    const begun = mixHash(
      beginning(prologue, publicBytes(counterpart), publicBytes(own)),
      publicBytes(theirs),
    );
    const keyed = mixKey(mixKey(begun, shared(own, theirs)), shared(own, counterpart));
    const heard = decryptAndHash(keyed, message.subarray(KEY_BYTES));
    if (!heard) return undefined;
    const answered = mixHash(heard.state, publicBytes(ephemeral));
    const mixed = mixKey(mixKey(answered, shared(ephemeral, theirs)), shared(ephemeral, counterpart));
    const { state, ciphertext } = encryptAndHash(mixed, payload);
    return {
      message: Buffer.concat([publicBytes(ephemeral), ciphertext]),
      payload: heard.payload,
      keys: split(state),
    };
  });
}

/** The symmetric state (§5.2). After each MixKey the counter of `key` is 0, and this pattern uses no key twice. */
interface State {
  readonly chainingKey: Uint8Array;
  readonly hash: Uint8Array;
  readonly key: Uint8Array;
}

function beginning(prologue: Uint8Array, initiator: Uint8Array, responder: Uint8Array): State {
  const name = Buffer.alloc(KEY_BYTES);
  name.write(PROTOCOL_NAME, "ascii");
  const state = { chainingKey: name, hash: name, key: NOTHING };
  return [prologue, initiator, responder].reduce(mixHash, state);
}

function mixHash(state: State, data: Uint8Array): State {
  return { ...state, hash: hash("sha256", Buffer.concat([state.hash, data]), "buffer") };
}

function mixKey(state: State, secret: Uint8Array): State {
  const [chainingKey, key] = twoKeys(state.chainingKey, secret);
  return { ...state, chainingKey, key };
}

function encryptAndHash(state: State, payload: Uint8Array): { state: State; ciphertext: Uint8Array } {
  const ciphertext = seal(state.key, 0n, state.hash, payload);
  return { state: mixHash(state, ciphertext), ciphertext };
}

function decryptAndHash(
  state: State,
  ciphertext: Uint8Array,
): { state: State; payload: Uint8Array } | undefined {
  const payload = open(state.key, 0n, state.hash, ciphertext);
  return payload && { state: mixHash(state, ciphertext), payload };
}

function finished(state: State, message: Uint8Array): Finished | undefined {
  const heard = decryptAndHash(state, message.subarray(KEY_BYTES));
  return heard && { payload: heard.payload, keys: split(heard.state) };
}

function split({ chainingKey }: State): TransportKeys {
  const [fromInitiator, fromResponder] = twoKeys(chainingKey, NOTHING);
  return { fromInitiator, fromResponder };
}

/** HKDF of §4.3: RFC 5869 with the chaining key as salt and no info. */
function twoKeys(chainingKey: Uint8Array, secret: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const made = Buffer.from(hkdfSync("sha256", secret, chainingKey, NOTHING, 2 * KEY_BYTES));
  return [made.subarray(0, KEY_BYTES), made.subarray(KEY_BYTES)];
}

/** @throws Error when the public key has low order: the shared secret would be zero (RFC 7748 §6.1). */
function shared(privateKey: KeyObject, theirs: KeyObject): Uint8Array {
  return diffieHellman({ privateKey, publicKey: theirs });
}

/** The 32 bytes of a key's public half (RFC 7748 §5). */
function publicBytes(key: KeyObject): Uint8Array {
  const half = key.type === "private" ? createPublicKey(key) : key;
  return Buffer.from(half.export({ format: "jwk" }).x ?? "", "base64url");
}

/** The public key that a message begins with. @throws Error when the message is too short. */
function publicKey(message: Uint8Array): KeyObject {
  const x = Buffer.from(message.subarray(0, KEY_BYTES)).toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "X25519", x }, format: "jwk" });
}

/** Whoever carries the message chooses its bytes: OpenSSL refuses some public keys, and that is an answer too. */
function unlessUnusable<T>(read: () => T | undefined): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
