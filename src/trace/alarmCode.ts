/**
 * Why a peer raised the alarm. One code, one cause: a scenario that expects one of them is not satisfied by another.
 */
export const ALARM_CODES = [
  /** Two people compared a full fingerprint, and it was not the one of the certificate that DTLS delivered. */
  "FINGERPRINT_MISMATCH",
  /** Two people compared a code made from both certificates or from the session, and the codes differed. */
  "CODE_MISMATCH",
  /** The code exchange: what was revealed is not what was committed to. */
  "COMMITMENT_BROKEN",
  /** The code exchange: the value that was revealed is not the certificate that DTLS delivered. */
  "REVEALED_ANOTHER_CERTIFICATE",
  /** The code exchange: a message before its turn, twice, or to the wrong role. */
  "EXCHANGE_OUT_OF_ORDER",
  /** A defence found a fingerprint line in the SDP that is not of the delivered certificate. */
  "EXTRA_FINGERPRINT",
  /** A defence found no fingerprint in the SDP that is strong enough. */
  "WEAK_FINGERPRINT",
  /** A defence found no fingerprint in the SDP. */
  "FINGERPRINT_MISSING",
  /** A defence found that no fingerprint line of the SDP is of the delivered certificate. */
  "CERTIFICATE_NOT_SIGNALLED",
  /** A defence was given no certificate to judge. */
  "CERTIFICATE_MISSING",
  /** The delivered certificate is not the one that this peer remembers from an earlier call. */
  "PIN_MISMATCH",
  "SIGNATURE_MISSING",
  "SIGNATURE_INVALID",
  /** A description came without its part of the agreement on keys above the channel. */
  "AGREEMENT_MISSING",
  /** The other person did not make the part of the key agreement that a description has, or not for this call. */
  "AGREEMENT_INVALID",
  /** A message arrived that does not open: not sealed, changed, for another channel or call, or a second time. */
  "SEAL_INVALID",
  /** The other end did not prove that it holds the private key of the certificate that it showed. */
  "POSSESSION_REFUTED",
  /** An application that others wrote told its user of an error, or of a lost connection. */
  "APPLICATION_ERROR",
  /** A signal that this peer cannot use. */
  "SIGNAL_UNUSABLE",
] as const;
export type AlarmCode = (typeof ALARM_CODES)[number];
