import { checkReveal, commit, labelledDigest } from "./commitment.ts";

/*
 * Commit, reveal, check: how a short code becomes safe (RFC 6189 §4.4.1.1, Matrix SAS).
 *
 *   committer                                responder
 *      | -- commitment (own value, nonce) ------> |
 *      | <------------ reveal (value, nonce) ---- |
 *      | -- reveal (value, nonce) --------------> |   checks the reveal against the commitment
 *
 * Values are the SHA-256 digests of the certificates; the exchange runs after DTLS is up. It may run over the
 * operator's channel: only the code that comes out is compared over another one.
 *
 * Why one guess remains, 2^-n for n bits: an interceptor runs one exchange with each peer. Towards each, it has fixed its
 * own value and nonce before the peer's nonce is known to it: as responder it must reveal before the committer does, as
 * committer it is bound by its commitment. So whatever it computes beforehand, at least one of the two codes is still
 * random when it can choose for the last time, and the codes agree with probability 2^-n.
 *
 * What this does not stop: towards a responder the interceptor sees the code before it reveals, and may break off
 * instead. Then one side has a code and the other a failed call, and each new call is one more guess: so a failed exchange
 * must be shown to people like a wrong code, not repeated silently.
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

/**
 * Why an exchange ended without a code. COMMITMENT_BROKEN: the reveal is not what was committed to. EXCHANGE_OUT_OF_ORDER: a
 * message came before its turn, twice or to the wrong role. REVEALED_ANOTHER_CERTIFICATE: the value is not the delivered
 * certificate; so an interceptor cannot just pass on the genuine peer's messages.
 */
export type CodeFault = "COMMITMENT_BROKEN" | "EXCHANGE_OUT_OF_ORDER" | "REVEALED_ANOTHER_CERTIFICATE";

/** Where one side stands. The short code is made from the `digest` of `agreed`. */
export type CodeState =
  | { readonly kind: "awaiting-commitment"; readonly party: CodeParty }
  | { readonly kind: "committer-awaiting-reveal"; readonly party: CodeParty }
  | { readonly kind: "responder-awaiting-reveal"; readonly party: CodeParty; readonly commitment: Uint8Array }
  | { readonly kind: "agreed"; readonly digest: Uint8Array }
  | { readonly kind: "failed"; readonly code: CodeFault; readonly message: string };

/** The state after a step, and what to send, if anything. */
export interface CodeStep {
  readonly state: CodeState;
  readonly send?: CodeMessage;
}

/** The committer's start: it speaks first. Throws ComparisonError NONCE_TOO_SHORT. */
export function startCommitter(party: CodeParty): CodeStep {
  return {
    state: { kind: "committer-awaiting-reveal", party },
    send: { kind: "commitment", commitment: commit(party.own, party.nonce) },
  };
}

/** The responder's start: it waits for the commitment. */
export function startResponder(party: CodeParty): CodeStep {
  return { state: { kind: "awaiting-commitment", party } };
}

/** One received message. `agreed` proves nothing yet: people must still compare the code. `failed` is final. */
export function stepExchange(state: CodeState, message: CodeMessage): CodeStep {
  switch (state.kind) {
    case "awaiting-commitment":
      if (message.kind !== "commitment") return outOfOrder(state, message);
      return {
        state: { kind: "responder-awaiting-reveal", party: state.party, commitment: message.commitment },
        send: ownReveal(state.party),
      };
    case "committer-awaiting-reveal": {
      if (message.kind !== "reveal") return outOfOrder(state, message);
      const { party } = state;
      if (!sameBytes(message.value, party.delivered)) return certificateMismatch();
      const digest = labelledDigest("short code", party.own, message.value, party.nonce, message.nonce);
      return { state: { kind: "agreed", digest }, send: ownReveal(party) };
    }
    case "responder-awaiting-reveal": {
      if (message.kind !== "reveal") return outOfOrder(state, message);
      const { party, commitment } = state;
      if (!checkReveal(commitment, message.value, message.nonce)) {
        return failed("COMMITMENT_BROKEN", "the revealed value and nonce are not those committed to");
      }
      if (!sameBytes(message.value, party.delivered)) return certificateMismatch();
      const digest = labelledDigest("short code", message.value, party.own, message.nonce, party.nonce);
      return { state: { kind: "agreed", digest } };
    }
    case "agreed":
      return outOfOrder(state, message);
    case "failed":
      return { state };
  }
}

function ownReveal({ own, nonce }: CodeParty): CodeMessage {
  return { kind: "reveal", value: own, nonce };
}

function outOfOrder(state: CodeState, message: CodeMessage): CodeStep {
  return failed("EXCHANGE_OUT_OF_ORDER", `a ${message.kind} came while ${state.kind}`);
}

function certificateMismatch(): CodeStep {
  return failed(
    "REVEALED_ANOTHER_CERTIFICATE",
    "the revealed value is not the certificate that DTLS delivered",
  );
}

function failed(code: CodeFault, message: string): CodeStep {
  return { state: { kind: "failed", code, message } };
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
