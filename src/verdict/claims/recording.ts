import { type ClaimUnderTest, checkOf, notTested, wasAttacked } from "./claim.ts";

export const alwaysEncrypted: ClaimUnderTest = {
  id: "always-encrypted",
  statement: "Encryption is mandatory for WebRTC.",
  hold(findings) {
    const check = checkOf(findings, "always-encrypted");
    if (!check || check.ok === null) return notTested("Nothing was recorded.");
    return check.ok
      ? {
          holds: "yes",
          because: "Every datagram of the capture is STUN or DTLS. This run tried nothing else.",
          basis: check.basis,
        }
      : { holds: "no", because: `The capture holds something else: ${check.observed}.`, basis: check.basis };
  },
};

export const recordingRevealsNothing: ClaimUnderTest = {
  id: "recording-reveals-nothing",
  statement: "A server that records everything cannot read the content.",
  hold(findings) {
    if (wasAttacked(findings)) return notTested("The operator of this run did more than record.");
    const { disclosed } = findings.evidence;
    const control = checkOf(findings, "decryption-control");
    if (disclosed.value === "unknown" || control?.ok !== true)
      return notTested("The search or the decryption failed its control.");
    const nonces = checkOf(findings, "nonces-unique");
    if (disclosed.value === "yes") {
      return {
        holds: "no",
        because: "The operator was given a secret of the session, and its recording opened.",
        basis: disclosed.basis,
      };
    }
    if (nonces?.observed !== "none") {
      return {
        holds: "partly",
        because: "This implementation used nonces twice, so some bytes follow from the recording alone.",
        basis: nonces?.basis ?? [],
      };
    }
    return {
      holds: "yes",
      because: `${findings.evidence.decryption.attempts} attempts opened no record and no canary was found. Addresses, sizes, times, certificates and the handshake are visible all the same.`,
      basis: disclosed.basis,
    };
  },
};

export const forwardSecrecy: ClaimUnderTest = {
  id: "forward-secrecy",
  statement: "Stealing the certificates’ private keys later opens the recording.",
  hold(findings) {
    const stolen = findings.run.trace.filter(({ kind }) => kind === "operator-given");
    if (stolen.length === 0) return notTested("No certificate key was stolen in this run.");
    const { peerAssociations, peerAssociationsOpened, attempts } = findings.evidence.decryption;
    const control = checkOf(findings, "decryption-control");
    if (peerAssociations === 0 || attempts === 0 || control?.ok !== true)
      return notTested("There was no recording to try the stolen keys on.");
    const basis = stolen.map(({ seq }) => seq);
    return peerAssociationsOpened === 0
      ? {
          holds: "no",
          because: `With both stolen keys among the values tried, ${attempts} attempts opened no record.`,
          basis,
        }
      : { holds: "yes", because: "With the stolen keys the recording opened.", basis };
  },
};
