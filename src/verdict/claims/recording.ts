import { linesOf } from "../../contract/basis.ts";
import { dataRecords, type RunAssociation } from "../../run/associations.ts";
import { callAt } from "../../run/calls.ts";
import { isBetweenPeers } from "../../run/recording.ts";
import { isToldApart } from "../outcome.ts";
import { claim, contentNames, counted, listed, notTested, passed } from "./claim.ts";

/** Only the calls that nobody attacked count: in the others somebody did more than record. */
export const recordingRevealsNothing = claim({
  id: "recording-reveals-nothing",
  statement: "A server that records everything cannot read the content.",
  values: ["yes", "no", "partly", "not-tested"],
  decide(findings) {
    const { run, evidence } = findings;
    const { disclosed, decryption, guesses, nonces } = evidence;
    const calls = run.calls.filter(({ attacker }) => attacker === undefined);
    const recorded = run.associations.filter(
      (association) =>
        isBetweenPeers(association) &&
        calls.some(({ number }) => number === association.call) &&
        dataRecords(association) > 0,
    );
    if (calls.length === 0) return notTested("In every call somebody did more than record.");
    if (recorded.length === 0)
      return notTested("No encrypted content of a call that nobody attacked was recorded.");
    const read = run.canaries.filter(
      ({ name, sentIn }) =>
        disclosed.canaries.includes(name) &&
        sentIn.some((seq) => callAt(run.calls, seq)?.attacker === undefined),
    );
    const tellings = run.facts["content-told"];
    if (tellings.length > 0 && decryption.peerAssociationsOpened === 0)
      return notTested(
        "Client code sent the server what its user said: what the server has came from an end of the connection and says nothing of the recording.",
        linesOf(...tellings),
      );
    if (read.length > 0 || decryption.peerAssociationsOpened > 0) {
      const leaks = run.facts["secret-leaked"];
      const sentences = [
        ...(read.length > 0
          ? [`In clear to somebody who is no peer: ${contentNames(read.map(({ name }) => name))}.`]
          : []),
        `${counted(decryption.peerAssociationsOpened, "connection")} between the peers opened with what the observers hold.`,
        ...(leaks.length > 0
          ? [
              "A client had given the session's secret away: the recording alone would not have been enough (RFC 8826 §4.3.2.4).",
            ]
          : []),
      ];
      return {
        holds: "no",
        because: sentences.join(" "),
        basis: [...disclosed.basis, ...decryption.basis, ...linesOf(...leaks)],
      };
    }
    if (disclosed.value === "unknown") return notTested(`It is unknown what was read: ${disclosed.because}.`);
    if (!passed(findings, "decryption-control") || !passed(findings, "premaster-control"))
      return notTested("The decryption was not shown to work with the true secrets.");
    const told = guesses.filter(isToldApart);
    if (told.length > 0) {
      return {
        holds: "partly",
        because:
          `No record opened, but ${listed(told.map(({ channel, score }) => `${score?.right} of ${score?.of} messages on “${channel}”`))} were told apart by size and time, without a key ` +
          "(RFC 8446 §E.3). Where the possible messages differ in length, the length is content.",
        basis: told.flatMap((guess) => guess.basis),
      };
    }
    if (nonces.value !== "unique") {
      return nonces.value === "reused"
        ? {
            holds: "partly",
            because: `No record opened, but ${counted(nonces.reused, "nonce")} came twice under one key: bytes of these records follow from the recording alone, and so does the key that authenticates records (RFC 5288 §3, RFC 9325 §7.2.1). Whether any of the bytes is content, this does not say.`,
            basis: nonces.basis,
          }
        : notTested("It is unknown whether a nonce came twice.");
    }
    return {
      holds: "yes",
      because:
        `Everything that the observers hold, tried in ${counted(decryption.attempts, "attempt")}, opened none of ${counted(decryption.peerAssociations, "connection")} between the peers, and no content of a call that nobody attacked was found. ` +
        `In clear all the same: who talks with whom, when, how much in pieces of what size${certificateWords(recorded)}. Whether a later computer breaks the key exchange is not tested.`,
      basis: disclosed.basis,
    };
  },
});

/** Of the connections between the peers in which certificates could be seen without any key. */
function certificateWords(recorded: readonly RunAssociation[]): string {
  const shown = recorded.filter(
    ({ dtls, association }) =>
      dtls === "1.2" && association.serverCertificates && association.clientCertificates,
  );
  if (shown.length > 0) return ", and in DTLS 1.2 both certificates";
  return recorded.every(({ dtls }) => dtls === "1.3") ? "; with DTLS 1.3 not the certificates" : "";
}

export const forwardSecrecy = claim({
  id: "forward-secrecy",
  statement: "Stealing the certificates’ private keys later opens the recording.",
  values: ["yes", "no", "not-tested"],
  decide(findings) {
    const { run, evidence } = findings;
    const stolen = run.facts["operator-given"];
    if (stolen.length === 0) return notTested("No certificate key was stolen in this run.");
    const { peerAssociations, peerAssociationsOpened, attempts, staticKeyCandidates } = evidence.decryption;
    if (peerAssociations === 0 || attempts === 0)
      return notTested("There was no recording to try the stolen keys on.");
    if (run.facts["secret-leaked"].length > 0)
      return notTested(
        "A session secret was given away as well, so it could not be told which of them opened it.",
      );
    const basis = [...linesOf(...stolen), ...evidence.decryption.basis];
    if (peerAssociationsOpened > 0) {
      return {
        holds: "yes",
        because: `With the stolen keys ${counted(peerAssociationsOpened, "connection")} of the recording opened: no forward secrecy.`,
        basis,
      };
    }
    if (staticKeyCandidates === 0)
      return notTested("The stolen keys were not combined with the public values of the handshake.");
    if (!passed(findings, "decryption-control") || !passed(findings, "premaster-control"))
      return notTested("The decryption was not shown to work with the true secrets.");
    return {
      holds: "no",
      because:
        `${counted(stolen.length, "stolen key")}, each combined with the public values of the handshake as if it had been the Diffie–Hellman key (${counted(staticKeyCandidates, "value")}), ` +
        `opened none of ${counted(peerAssociations, "connection")} between the peers; the true secrets did. Such a key only signs (RFC 8422 §2, RFC 8827 §6.5; the threat: RFC 8826 §4.3.1). That the ephemeral keys were erased is not tested.`,
      basis,
    };
  },
});
