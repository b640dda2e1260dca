import type { AlarmCode } from "../trace/alarmCode.ts";
import type { PeerName } from "../trace/parties.ts";
import { checkReveal, commit, labelledDigest } from "./commitment.ts";

/*
 * Two ways in which the peers make the digest behind a short code. Values are the SHA-256 digests of the certificates; the
 * exchange runs once DTLS is up. It may run over the call itself: only the code that comes out is compared elsewhere.
 *
 * With a commitment (RFC 6189 §4.4.1.1, Matrix SAS):
 *
 *   initiator                                responder
 *      | -- commitment (own value, nonce) ------> |
 *      | <------------ reveal (value, nonce) ---- |
 *      | -- reveal (value, nonce) --------------> |   checks the reveal against the commitment
 *
 * Why one guess remains, 2^-n for n bits: an interceptor runs one exchange with each peer. Towards each, it has fixed its
 * own value and nonce before the peer's nonce is known to it: as responder it must reveal before the initiator does, as
 * initiator it is bound by its commitment. So whatever it computes beforehand, at least one of the two codes is still
 * random when it can choose for the last time, and the codes agree with probability 2^-n.
 *
 * What this does not stop: towards a responder the interceptor sees the code before it reveals, and may break off
 * instead. Then one side has a code and the other a failed call, and each new call is one more guess: so a failed exchange
 * must be shown to people like a wrong code, not repeated silently.
 *
 * Without a commitment both only reveal, the initiator first. An interceptor waits until it has both nonces, and then
 * searches for one of its own: towards the initiator it speaks last, and nothing binds it. About 2^n tries.
 */

/** What one peer brings: its own certificate's digest, the digest of the one DTLS delivered, a fresh random nonce. */
export interface CodeParty {
  readonly own: Uint8Array;
  readonly delivered: Uint8Array;
  readonly nonce: Uint8Array;
}

/** What goes over the wire. Everything received may come from an interceptor. */
export type CodeMessage =
  | { readonly kind: "commitment"; readonly commitment: Uint8Array }
  | { readonly kind: "reveal"; readonly value: Uint8Array; readonly nonce: Uint8Array };

/** The initiator speaks first (RFC 6189 §4). */
export const CODE_ROLES = ["initiator", "responder"] as const;
export type CodeRole = (typeof CODE_ROLES)[number];

/** Who speaks first, whoever called. */
export function roleInExchange(peer: PeerName): CodeRole {
  return peer === "alice" ? "initiator" : "responder";
}

/** The data channel on which the peers exchange. */
export const EXCHANGE_CHANNEL = "comparison";

/**
 * Why an exchange ended without a code. COMMITMENT_BROKEN: the reveal is not what was committed to. EXCHANGE_OUT_OF_ORDER: a
 * message came before its turn, twice or to the wrong role. REVEALED_ANOTHER_CERTIFICATE: the value is not the delivered
 * certificate; so an interceptor cannot just pass on the genuine peer's messages.
 */
export type CodeFault = Extract<
  AlarmCode,
  "COMMITMENT_BROKEN" | "EXCHANGE_OUT_OF_ORDER" | "REVEALED_ANOTHER_CERTIFICATE"
>;

/** Where one side stands. The code to read aloud is made from the `digest` of `agreed`. */
export type CodeState =
  | { readonly kind: "awaiting-commitment"; readonly party: CodeParty }
  | {
      readonly kind: "awaiting-reveal";
      readonly role: CodeRole;
      readonly party: CodeParty;
      /** What the other peer is bound by, if it is bound. */
      readonly commitment?: Uint8Array;
      /** Whether this side's own reveal has gone out. */
      readonly revealed: boolean;
    }
  | { readonly kind: "agreed"; readonly digest: Uint8Array }
  | { readonly kind: "failed"; readonly code: CodeFault; readonly message: string };

/** The state after a step, and what to send, if anything. */
export interface CodeStep {
  readonly state: CodeState;
  readonly send?: CodeMessage;
}

/** A way to exchange: how it begins says all; {@link stepExchange} goes on from there. */
export interface CodeExchange {
  /** @throws ComparisonError `nonce-too-short`, from an initiator that commits. */
  start(role: CodeRole, party: CodeParty): CodeStep;
}

export const committedExchange: CodeExchange = {
  start: (role, party) =>
    role === "initiator"
      ? {
          state: { kind: "awaiting-reveal", role, party, revealed: false },
          send: { kind: "commitment", commitment: commit(party.own, party.nonce) },
        }
      : { state: { kind: "awaiting-commitment", party } },
};

/** The control of {@link committedExchange}: whoever is in the middle chooses its nonce last. */
export const uncommittedExchange: CodeExchange = {
  start: (role, party) =>
    role === "initiator"
      ? { state: { kind: "awaiting-reveal", role, party, revealed: true }, send: ownReveal(party) }
      : { state: { kind: "awaiting-reveal", role, party, revealed: false } },
};

/** One received message. `agreed` proves nothing yet: people must still compare the code. `failed` is final. */
export function stepExchange(state: CodeState, message: CodeMessage): CodeStep {
  switch (state.kind) {
    case "awaiting-commitment": {
      if (message.kind !== "commitment") return outOfOrder(state, message);
      const { party } = state;
      const { commitment } = message;
      return {
        state: { kind: "awaiting-reveal", role: "responder", party, commitment, revealed: true },
        send: ownReveal(party),
      };
    }
    case "awaiting-reveal": {
      if (message.kind !== "reveal") return outOfOrder(state, message);
      const { role, party, commitment, revealed } = state;
      if (commitment && !checkReveal(commitment, message.value, message.nonce)) {
        return failed("COMMITMENT_BROKEN", "the revealed value and nonce are not those committed to");
      }
      if (Buffer.compare(message.value, party.delivered) !== 0) {
        return failed(
          "REVEALED_ANOTHER_CERTIFICATE",
          "the revealed value is not the certificate that DTLS delivered",
        );
      }
      const own = { value: party.own, nonce: party.nonce };
      const digest = role === "initiator" ? digestOfExchange(own, message) : digestOfExchange(message, own);
      return { state: { kind: "agreed", digest }, ...(!revealed && { send: ownReveal(party) }) };
    }
    case "agreed":
      return outOfOrder(state, message);
    case "failed":
      return { state };
  }
}

/** What a peer shows of itself in an exchange. */
export type Revealed = Pick<Extract<CodeMessage, { kind: "reveal" }>, "value" | "nonce">;

/** The label and the parts, in order, of the digest that both sides arrive at. The responder's nonce is the last part. */
export function partsOfExchange(
  initiator: Revealed,
  responder: Revealed,
): readonly [label: string, ...parts: Uint8Array[]] {
  return ["short code", initiator.value, responder.value, initiator.nonce, responder.nonce];
}

function digestOfExchange(initiator: Revealed, responder: Revealed): Uint8Array {
  return labelledDigest(...partsOfExchange(initiator, responder));
}

function ownReveal({ own, nonce }: CodeParty): CodeMessage {
  return { kind: "reveal", value: own, nonce };
}

function outOfOrder(state: CodeState, message: CodeMessage): CodeStep {
  return failed("EXCHANGE_OUT_OF_ORDER", `a ${message.kind} came while ${state.kind}`);
}

function failed(code: CodeFault, message: string): CodeStep {
  return { state: { kind: "failed", code, message } };
}
