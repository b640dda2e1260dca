import type { CallSettings, PeerName } from "../call.ts";
import { offererActive } from "../features/passiveAnswer.ts";
import type { Trial } from "./attackCell.ts";

export interface TriedAttack {
  readonly id: string;
  readonly title: string;
  /** What a stack that is open to it does. */
  readonly means: string;
  readonly reference: string;
  readonly trials: readonly {
    readonly as: Trial["as"];
    readonly victim: PeerName;
    readonly describe?: CallSettings["describe"];
  }[];
}

const IN_THE_SDP: TriedAttack["trials"] = [
  { as: "DTLS server", victim: "alice" },
  { as: "DTLS client", victim: "bob" },
];

/** The certificate of the caller's leg is chosen last (settleCertificate), so the caller is the victim in both roles. */
const IN_THE_CERTIFICATE: TriedAttack["trials"] = [
  { as: "DTLS server", victim: "alice" },
  { as: "DTLS client", victim: "alice", describe: offererActive },
];

/** What each stack is put to. "nonce-reuse" is passive: see nonces.ts. */
export const TRIED_ATTACKS: readonly TriedAttack[] = [
  {
    id: "wrong-fingerprint",
    title: "wrong fingerprint",
    means: "goes on with a certificate that is not the one in the SDP: whoever is on the path reads along",
    reference: "RFC 8122 §5, RFC 8827 §6.5",
    trials: IN_THE_SDP,
  },
  {
    id: "add-fingerprint",
    title: "added line",
    means:
      "goes on where one of several fingerprints matches: allowed, but whoever compares the first line is deceived",
    reference: "RFC 8122 §5",
    trials: IN_THE_SDP,
  },
  {
    id: "sha-1-fingerprint",
    title: "SHA-1 only",
    means: "goes on with a hash function whose collisions can be made",
    reference: "RFC 8827 §6.5",
    trials: IN_THE_SDP,
  },
  {
    id: "md5-fingerprint",
    title: "MD5 only",
    means: "goes on with a hash function that the standard forbids",
    reference: "RFC 8122 §5",
    trials: IN_THE_SDP,
  },
  {
    id: "certificate-without-key",
    title: "replayed certificate",
    means: "does not verify the signature in the handshake: the fingerprint then proves nothing",
    reference: "RFC 5246 §7.4.3, §7.4.8",
    trials: IN_THE_CERTIFICATE,
  },
];

/** Passive: the attacker only looks at the records that a stack sends. */
export const NONCE_REUSE = {
  id: "nonce-reuse",
  title: "nonce reuse",
  means: "sends two records under one AES-GCM nonce: a recording gives the XOR of their plaintexts away",
  reference: "RFC 5288 §3, RFC 9325 §7.2.1",
} as const;

/** In the order of the table. */
export const TRIED: readonly Pick<TriedAttack, "id" | "title" | "means" | "reference">[] = [
  ...TRIED_ATTACKS,
  NONCE_REUSE,
];
