/** Why a link did not come to "connected". One reason, one cause; the stack's own words stand beside it in the trace. */
export const LINK_FAILURES = [
  /** The stack compared the delivered certificate with the SDP: no fingerprint of the algorithm that it uses fits. */
  "certificate-not-signalled",
  /** The SDP named no fingerprint by a hash function that the stack accepts. */
  "no-usable-fingerprint",
  /** The SDP named no fingerprint at all: the stack does not even begin DTLS, and nothing else instead. */
  "no-fingerprint",
  /** ICE found no pair of addresses that works. */
  "ice-failed",
  /** The DTLS handshake failed for another reason. */
  "dtls-failed",
  /** The lab's own guard: the other end did not prove possession of its certificate's key. */
  "possession-refuted",
  /** A defence of this peer refused the description or the certificate. */
  "refused-by-defence",
  /** This peer ended the call before anything was decided. */
  "hung-up",
] as const;
export type LinkFailure = (typeof LINK_FAILURES)[number];

/** In words, as they follow "because". */
export const LINK_FAILURE_WORDS: Readonly<Record<LinkFailure, string>> = {
  "certificate-not-signalled": "the remote certificate's fingerprint is not the signalled one",
  "no-usable-fingerprint": "the SDP names no fingerprint by a hash function that the stack accepts",
  "no-fingerprint": "the SDP names no fingerprint, and the stack connects by DTLS or not at all",
  "ice-failed": "ICE found no pair of addresses that works",
  "dtls-failed": "the DTLS handshake failed",
  "possession-refuted": "the other end did not prove that it holds its certificate's key",
  "refused-by-defence": "a defence of this peer refused it",
  "hung-up": "the call was ended before anything was decided",
};
