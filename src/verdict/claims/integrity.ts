import type { Evidence } from "../../contract/evidence.ts";
import { isAttacked } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { PEERS } from "../../trace/parties.ts";
import { alarmsUnderAttack, whatStopped } from "../stopped.ts";
import { claim, contentNames, counted, listed, notTested } from "./claim.ts";

export const integrityVerificationHelps = claim({
  id: "integrity-verification-helps",
  statement: "With integrity verification the peers reduce the risk of a man in the middle.",
  values: ["yes", "no", "partly", "not-tested"],
  decide({ run, evidence }) {
    if (!isAttacked(run.calls)) return notTested("Nobody was in the middle.");
    const { disclosed, altered } = evidence;
    if (disclosed.value === "unknown" || altered.value === "unknown")
      return notTested("It is unknown whether the attacker read or changed anything.");
    const stop = whatStopped(run, evidence);
    const got = gotWords(evidence);
    const raised = alarmsUnderAttack(run, evidence);
    if (got !== undefined && raised.length === 0) {
      const compared =
        evidence.comparison.value === "match"
          ? " The peers compared, and it matched: the comparison did not reach this attacker."
          : "";
      return {
        holds: "no",
        because:
          evidence.forgeries.taken > 0
            ? `The attacker ${got}, and the record's tag was valid: AES-GCM authenticates only as long as no nonce comes twice under one key (RFC 5288 §3, RFC 9325 §7.2.1).`
            : `The attacker ${got}, and every record's tag was valid: DTLS authenticates records from one end to the other, and the attacker was the other end (RFC 6347 §4.1.2).${compared}`,
        basis: [...disclosed.basis, ...altered.basis, ...evidence.comparison.basis],
      };
    }
    if (got !== undefined) {
      return {
        holds: "partly",
        because: `It depends on what is verified. The integrity of records did not help: the attacker ${got} under valid tags (RFC 6347 §4.1.2). Verifying whose certificate it is did (${listed(stop.codes)}), after that.`,
        basis: [...disclosed.basis, ...altered.basis, ...stop.basis],
      };
    }
    switch (stop.by) {
      case "added":
        return {
          holds: "yes",
          because: `Verifying the certificate or its fingerprint exposed the attacker before it had any content (${listed(stop.codes)}; RFC 8827 §6.5). The integrity of DTLS records alone would not have: it ends where DTLS ends.`,
          basis: stop.basis,
        };
      case "guard":
      case "stack":
        return {
          holds: "yes",
          because: `The ${stop.by === "stack" ? "stack compared the certificate with the fingerprint in the SDP (RFC 8122 §6)" : "lab's guard verified the handshake's signatures (RFC 5246 §7.4.3, §7.4.8)"} and refused the attacker before any content. It presumes a signalling that the attacker cannot change.`,
          basis: stop.basis,
        };
      case "unusable":
      case "insisted":
      case "nothing":
      case "unclear":
        return notTested("The attacker got no content, and no verification was the reason.", stop.basis);
    }
  },
});

/** What the attacker did with content, if anything. */
function gotWords({ disclosed, altered, delivery }: Evidence): string | undefined {
  if (altered.content > 0) return `changed ${counted(altered.content, "message")}`;
  const { times } = delivery.invented;
  if (times > 0) return `said ${counted(times, "message")} that nobody had sent`;
  return disclosed.value === "yes" ? `read ${contentNames(disclosed.canaries)}` : undefined;
}

export const nothingToDo = claim({
  id: "nothing-to-do",
  statement: "There is nothing in particular to do; the browser does it.",
  values: ["no", "partly", "not-tested"],
  decide({ run, evidence }) {
    const { disclosed, alarms } = evidence;
    if (disclosed.value === "unknown") return notTested(`It is unknown what was read: ${disclosed.because}.`);
    if (disclosed.value === "yes" && alarms.length === 0) {
      return {
        holds: "no",
        because: `Content was read (${contentNames(disclosed.canaries)}), and no alarm was raised: what the stack does by itself was not enough (RFC 8827 §9.1).${browserWords(run)}`,
        basis: disclosed.basis,
      };
    }
    if (evidence.forgeries.taken > 0 && alarms.length === 0)
      return {
        holds: "no",
        because:
          "The stack used a nonce twice, an attacker forged a record with what that gave away, and it was taken without an alarm (RFC 9325 §7.2.1). Browsers are not tested here.",
        basis: evidence.forgeries.basis,
      };
    if (!isAttacked(run.calls))
      return notTested("Nobody attacked, so there was nothing that a peer had to do.");
    const stop = whatStopped(run, evidence);
    switch (stop.by) {
      case "guard":
        return {
          holds: "no",
          because: `The stack by itself would have gone on. The lab's guard verified the signatures of the handshake, which RFC 5246 §7.4.3 and §7.4.8 ask of a stack.${browserWords(run)}`,
          basis: stop.basis,
        };
      case "added":
        return {
          holds: "no",
          because: `What exposed the attacker was added to the stack: ${listed(stop.codes)}. RFC 8827 §6.5 leaves the comparison of fingerprints to the people and their application.${browserWords(run)}`,
          basis: stop.basis,
        };
      case "stack":
        return {
          holds: "partly",
          because: `Against this attacker, who did not have the signalling, the stack's own comparison of certificate and SDP was enough (RFC 8122 §6). Against the server it is not (RFC 8827 §9.1).${browserWords(run)}`,
          basis: stop.basis,
        };
      case "unusable":
      case "insisted":
      case "nothing":
      case "unclear":
        return notTested("The attacker got nothing, and that was no defence's doing.", stop.basis);
    }
  },
});

/** The statement is about browsers. With another stack the run says nothing of them. */
function browserWords({ stacks }: Run): string {
  const isBrowser = PEERS.some((peer) => ["chromium", "firefox"].includes(stacks[peer]?.stack ?? ""));
  return isBrowser ? "" : " Browsers are not tested here.";
}
