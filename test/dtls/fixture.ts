import type { Randoms } from "../../src/dtls/crypto/keySchedule.ts";
import {
  type Association,
  type AssociationDatagram,
  readAssociation,
} from "../../src/dtls/handshake/association.ts";
import type { Seen } from "../../src/dtls/handshake/handshakeView.ts";
import { type CipherSuite, cipherSuite } from "../../src/dtls/wire/registry.ts";
import opensslEcdsa from "./fixtures/openssl-ecdsa-aes128.json" with { type: "json" };
import opensslPss from "./fixtures/openssl-pss-chacha20.json" with { type: "json" };
import opensslRsa from "./fixtures/openssl-rsa-aes256.json" with { type: "json" };
import weriftRecording from "./fixtures/werift-handshake.json" with { type: "json" };

/** A recorded connection of a real stack with its secrets. Made for these tests: the keys protect nothing. */
export interface Recording {
  readonly source: string;
  readonly datagrams: readonly AssociationDatagram[];
  readonly association: Association;
  readonly clientRandom: Uint8Array;
  readonly masterSecret: Uint8Array;
  readonly srtpKeyingMaterial: string;
  /** What the applications sent: with SCTP around it for werift, as the whole record for OpenSSL. */
  readonly plaintexts: { readonly a: readonly string[]; readonly b: readonly string[] };
}

interface RecordingFile extends Pick<Recording, "source" | "srtpKeyingMaterial" | "plaintexts"> {
  readonly keyLog: string;
  readonly datagrams: readonly { readonly packet: number; readonly from: string; readonly hex: string }[];
}

export const unhex = (hex: string): Uint8Array =>
  Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ""), "hex"));
export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

function load(file: RecordingFile): Recording {
  const datagrams = file.datagrams.map(
    ({ packet, from, hex: bytes }): AssociationDatagram => ({
      packet,
      from: from === "a" ? "a" : "b",
      bytes: unhex(bytes),
    }),
  );
  const [label, clientRandom, masterSecret] = file.keyLog.split(" ");
  if (label !== "CLIENT_RANDOM" || clientRandom === undefined || masterSecret === undefined) {
    throw new Error("the fixture has no CLIENT_RANDOM line");
  }
  const { source, srtpKeyingMaterial, plaintexts } = file;
  const secrets = { clientRandom: unhex(clientRandom), masterSecret: unhex(masterSecret) };
  return {
    source,
    srtpKeyingMaterial,
    plaintexts,
    datagrams,
    association: readAssociation(datagrams),
    ...secrets,
  };
}

/** P-256 certificates, AES-128-GCM, x25519, cookie, no fragments. */
export const werift = load(weriftRecording);
export const weriftPremasterSecret = unhex(weriftRecording.premasterSecret);
/** P-256 certificates, AES-128-GCM, cookie, fragments, session ticket. */
export const openssl = load(opensslEcdsa);
/** RSA server with PKCS#1 v1.5, P-384 client with SHA-384, AES-256-GCM. */
export const opensslAes256 = load(opensslRsa);
/** RSA certificates with PSS signatures, ChaCha20-Poly1305. */
export const opensslChacha = load(opensslPss);
export const recordings: readonly Recording[] = [werift, openssl, opensslAes256, opensslChacha];

/** The value, or a failure of the test that needs it. */
export function present<T>(value: T | undefined, what = "value"): T {
  if (value === undefined) throw new Error(`${what} is missing`);
  return value;
}

export function randomsOf(association: Association): Randoms {
  return {
    clientRandom: seenValue(association.clientHello).random,
    serverRandom: seenValue(association.serverHello).random,
  };
}

export function suiteOf(association: Association): CipherSuite {
  return present(cipherSuite(seenValue(association.serverHello).cipherSuite), "suite");
}

export function seenValue<T>(seen: Seen<T> | undefined): T {
  return present(seen, "message").value;
}

/** A copy with one byte changed. */
export function flipped(bytes: Uint8Array, index = bytes.length - 1): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[index] = (copy[index] ?? 0) ^ 1;
  return copy;
}
