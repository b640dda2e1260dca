import { type Basis, linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { isAttacked } from "../../run/calls.ts";
import { isBetweenPeers } from "../../run/recording.ts";
import { associationOf, type Run } from "../../run/run.ts";
import { LINK_FAILURE_WORDS } from "../../trace/linkFailure.ts";
import { PEERS, type PeerName } from "../../trace/parties.ts";
import { END_NAMES } from "../evidence/secretNames.ts";
import { alarmsUnderAttack, whatStopped } from "../stopped.ts";
import { claim, contentNames, listed, notTested } from "./claim.ts";

/** No run can show that there is "no way": the values are those that one run can show. */
export const serverCannotEavesdrop = claim({
  id: "server-cannot-eavesdrop",
  statement: "With trustworthy client code the server has no way to eavesdrop.",
  values: ["no", "partly", "not-tested"],
  decide({ run, evidence }) {
    const leaks = [...run.facts["secret-leaked"], ...run.facts["content-told"], ...run.facts["match-shown"]];
    if (leaks.length > 0)
      return notTested("The client code of this run was not trustworthy.", linesOf(...leaks));
    const received = run.keyHistories.flatMap((history) => history.received ?? []);
    if (received.length > 0)
      return notTested("The client code of this run took its keys from the server.", linesOf(...received));
    const attacked = run.calls.filter(({ attacker }) => attacker === "server");
    if (attacked.length === 0) return notTested("The server of this run did not attack.");
    const { disclosed } = evidence;
    if (disclosed.value === "unknown") return notTested(`It is unknown what was read: ${disclosed.because}.`);
    if (disclosed.to.includes("server")) {
      return {
        holds: "no",
        because: `The server was the other end of both DTLS connections and read ${contentNames(disclosed.canaries)} (RFC 8826 §4.3.2, RFC 8827 §9.1).`,
        basis: disclosed.basis,
      };
    }
    const { by, codes, basis } = whatStopped(run, evidence);
    if (attacked.every(({ hasLegs }) => !hasLegs))
      return notTested(
        "The server only had the peers asked to leave DTLS out. It did not stand in the middle.",
        basis,
      );
    const held = run.messages.filter(({ sealed, read }) => sealed !== undefined && read !== undefined);
    if (by === "nothing" && held.length > 0)
      return {
        holds: "partly",
        because: `The server carried the call and had ${held.length} of its messages, but sealed above the channel with keys that the peers had compared before. Without that, RFC 8827 §9.1 says, it can.`,
        basis: linesOf(...held.map(({ read }) => read)),
      };
    if (by !== "added")
      return notTested(
        "The attack came to nothing without any defence, and an attacker's own mistake is no evidence.",
        basis,
      );
    return {
      holds: "partly",
      because: `The server attacked and read no content, because the peers did more than WebRTC does by itself (alarm: ${listed(codes)}). Without that, RFC 8827 §9.1 says, it can.`,
      basis,
    };
  },
});

/** Sure of whom, and by what. No run can show that peers are sure by self-signed certificates alone. */
export const noIdentity = claim({
  id: "no-identity",
  statement: "With self-signed certificates the peers cannot be sure of each other.",
  values: ["yes", "partly", "not-tested"],
  decide({ run, evidence }) {
    if (!isAttacked(run.calls)) return notTested("Nobody pretended to be somebody else.");
    const fooled = PEERS.filter((peer) => isFooled(run, evidence, peer));
    const alarmed = alarmsUnderAttack(run, evidence);
    const basis: Basis = [
      ...PEERS.flatMap((peer) => evidence.remoteCertificate[peer].basis),
      ...linesOf(...alarmed),
    ];
    if (fooled.length > 0) {
      const unaware = fooled.filter((peer) => !alarmed.some(({ by }) => by === peer));
      return unaware.length > 0
        ? {
            holds: "yes",
            because: `WebRTC connected ${named(fooled)} to the attacker, and nothing told ${named(unaware)}. A self-signed certificate names nobody that anybody vouches for (RFC 8827 §9.1).`,
            basis,
          }
        : {
            holds: "partly",
            because: `By the certificates they cannot: WebRTC connected ${named(fooled)} to the attacker. What the peers did beside it exposed that (${listed(alarmed.map(({ code }) => code))}; RFC 8827 §6.5).`,
            basis,
          };
    }
    const stop = whatStopped(run, evidence);
    switch (stop.by) {
      case "added":
        return {
          holds: "partly",
          because: `By the certificates they cannot; something beside them refused the attacker (${listed(stop.codes)}; RFC 8827 §6.5, §7).`,
          basis: stop.basis,
        };
      case "guard":
        return {
          holds: "partly",
          because:
            "The certificates shown were the genuine ones, and their keys were missing: that showed only where the handshake's signatures were verified (RFC 5246 §7.4.3, §7.4.8). This stack leaves that to the lab's guard.",
          basis: stop.basis,
        };
      case "stack":
        return {
          holds: "partly",
          because:
            "Here each fingerprint came over a signalling that the attacker left alone, and by it the stack refused the attacker's certificate. Peers are as sure of each other as of the way by which the fingerprint came (RFC 5763 §5).",
          basis: stop.basis,
        };
      case "unusable":
      case "insisted":
      case "nothing":
      case "unclear":
        return notTested(
          "No peer went on with the attacker in the last call, and no defence was the reason.",
          stop.basis,
        );
    }
  },
});

/** The peer went on with the attacker: the other end of its association is a leg, whatever certificate that one showed. */
function isFooled(run: Run, { remoteCertificate }: Evidence, peer: PeerName): boolean {
  const call = run.calls.at(-1);
  const association = call && associationOf(run, call, peer);
  return association !== undefined && !isBetweenPeers(association) && remoteCertificate[peer].accepted;
}

function named(peers: readonly PeerName[]): string {
  return listed(peers.map((peer) => END_NAMES[peer]));
}

export const trustedServerIsEnough = claim({
  id: "trusted-server-is-enough",
  statement: "With a trusted signalling server there is no man in the middle.",
  values: ["no", "partly", "not-tested"],
  decide(findings) {
    const { run, evidence } = findings;
    const onPath = run.calls.filter(({ attacker }) => attacker === "path");
    if (onPath.length === 0) return notTested("No attacker on the path took part.");
    const { disclosed, altered } = evidence;
    if (disclosed.value === "unknown" || altered.value === "unknown")
      return notTested("It is unknown whether the attacker read or changed anything.");
    const onTheWay = onPath.some(({ onSignallingPath }) => onSignallingPath);
    if (disclosed.to.includes("attacker") || altered.content > 0) {
      return {
        holds: "no",
        because:
          evidence.forgeries.taken > 0
            ? "The server was honest and the certificates genuine. An attacker on the path had a forged message taken: the stack used a nonce twice, which gives away the key that authenticates records (RFC 9325 §7.2.1)."
            : onTheWay
              ? "The server was honest and passed on what reached it. An attacker on the way to it had put fingerprints of its own there, and read or changed content (RFC 8827 §9.1: without HTTPS anybody on the path can)."
              : "The server was honest, and an attacker on the path read or changed content: the peers' stack went on with somebody who did not prove to hold the certificate's key (RFC 5246 §7.4.3, §7.4.8).",
        basis: [...disclosed.basis, ...altered.basis],
      };
    }
    const { by, basis } = whatStopped(run, evidence);
    const diverted = run.facts["signalling-diverted"];
    if (onTheWay && by === "nothing" && diverted.length > 0 && diverted.every(({ readable }) => !readable))
      return {
        holds: "partly",
        because:
          "Every connection to the server passed an attacker, and it changed nothing: the signalling ran in TLS, and the peers checked the server's certificate. So it takes a trusted server and a way to it that nobody can change (RFC 8827 §9.1).",
        basis: [...basis, ...linesOf(...diverted)],
      };
    if (by !== "stack" && by !== "guard")
      return notTested("The attack came to nothing for a reason that need not be a defence.", basis);
    const reasons = PEERS.flatMap((peer) => evidence.link[peer].reason ?? []);
    return {
      holds: "partly",
      because:
        `The attacker on the path got nothing, because ${listed(reasons.map((reason) => LINK_FAILURE_WORDS[reason]))}` +
        `${by === "guard" ? " (the lab's guard: this stack does not look)" : ""}. So it takes a trusted server, a stack that checks fingerprint and signature (RFC 8122 §6, RFC 5246 §7.4.8), ` +
        "and a way to the server that nobody can change (RFC 8827 §9.1: without HTTPS anybody on the path can replace the fingerprints).",
      basis,
    };
  },
});
