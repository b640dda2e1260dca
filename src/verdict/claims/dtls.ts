import { linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { type PeerCall, peersOf } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { END_NAMES } from "../evidence/secretNames.ts";
import { claim, counted, type Findings, listed, notTested } from "./claim.ts";

export const dtlsIsSsl = claim({
  id: "dtls-is-ssl",
  statement: "WebRTC encrypts with a modified form of SSL.",
  values: ["yes", "no", "partly", "not-tested"],
  decide({ evidence: { keyExchanges } }) {
    if (keyExchanges.length === 0) return notTested("No handshake was captured.");
    const versions = keyExchanges.map(({ version }) => version);
    const basis = keyExchanges.flatMap((exchange) => exchange.basis);
    const agreed = `${counted(keyExchanges.length, "handshake")} agreed on ${listed(versions)}`;
    if (versions.some((version) => version.startsWith("SSL")))
      return { holds: "yes", because: `${agreed}. RFC 7568 forbids SSL 3.0.`, basis };
    if (!versions.every((version) => version.startsWith("DTLS")))
      return { holds: "no", because: `${agreed}, which is neither SSL nor one of its successors.`, basis };
    return {
      holds: "partly",
      because:
        `${agreed}. DTLS is TLS for datagrams: ${descentOf(versions)}. ` +
        "TLS 1.0 succeeded SSL 3.0 (RFC 2246), so the descent is right; SSL itself is forbidden (RFC 7568) and is not what ran here.",
      basis,
    };
  },
});

/** Each version that was agreed on is the TLS of the same number, changed for datagrams. */
function descentOf(versions: readonly string[]): string {
  const known = [
    versions.some((version) => version !== "DTLS 1.3") &&
      "DTLS 1.2 is TLS 1.2 with changes for lost and reordered packets (RFC 6347 §1)",
    versions.includes("DTLS 1.3") && "DTLS 1.3 is TLS 1.3 with such changes (RFC 9147 §1)",
  ];
  return known.filter((words) => typeof words === "string").join("; ");
}

const MEDIA =
  "Audio and video would be SRTP, not DTLS: DTLS only makes its keys (RFC 5764, RFC 8827 §6.5). This run has none, so that is not tested.";

export const allTrafficIsDtls = claim({
  id: "all-traffic-is-dtls",
  statement: "All communication uses DTLS.",
  values: ["yes", "no", "partly", "not-tested"],
  decide({ run, evidence: { traffic } }) {
    const { datagrams, stun, dtls, other, basis } = traffic;
    if (datagrams === 0) return notTested("Nothing of the peers crossed the network.");
    if (stun + other > 0) {
      const what = other === 0 ? "" : ` ${counted(other, "other datagram")} were neither.`;
      return {
        holds: "no",
        because: `Of ${counted(datagrams, "datagram")} ${dtls} were DTLS. ${stun} were STUN in clear, for ICE (RFC 8445).${what} ${signallingWords(run)} ${MEDIA}`,
        basis,
      };
    }
    const signals = run.calls.flatMap((call) => call.signals);
    if (signals.length > 0) {
      return {
        holds: "partly",
        because: `All ${counted(datagrams, "datagram")} were DTLS. ${signallingWords(run)} ${MEDIA}`,
        basis,
      };
    }
    return {
      holds: "yes",
      because: `All ${counted(datagrams, "datagram")} were DTLS, and the server's log has no signal. ${MEDIA}`,
      basis,
    };
  },
});

function signallingWords({ calls }: Run): string {
  const peers = calls.flatMap(peersOf);
  return peers.every(({ signallingOverTls }) => signallingOverTls !== undefined)
    ? "The signalling went over WebSockets in TLS, by the peers' own word, and TLS ends at the server (RFC 8827 §9.1)."
    : "The signalling went over WebSockets without TLS, in clear on its way to the server (RFC 8827 §9.1).";
}

export const alwaysEncrypted = claim({
  id: "always-encrypted",
  statement: "Encryption is mandatory for WebRTC.",
  values: ["yes", "no", "partly", "not-tested"],
  decide(findings) {
    const { traffic } = findings.evidence;
    if (traffic.datagrams === 0) return notTested("Nothing of the peers crossed the network.");
    const clear = traffic.other + traffic.faults;
    if (clear > 0) {
      return {
        holds: "no",
        because: `${counted(clear, "datagram or record")} of the peers were neither STUN nor well-formed DTLS, or carried application data before encryption began.`,
        basis: traffic.basis,
      };
    }
    const asked = askedForLess(findings);
    if (asked) return asked;
    if (traffic.dtls === 0) return notTested("No DTLS record of the peers crossed the network.");
    return onlySeen(traffic);
  },
});

function onlySeen({ datagrams, basis }: Evidence["traffic"]) {
  return {
    holds: "partly" as const,
    because:
      `Nothing but DTLS and STUN was seen, in ${counted(datagrams, "datagram")}. "Mandatory" says more: that less is refused ` +
      "(RFC 8827 §6.5). Nobody asked this stack for less in this run, so that is not tested.",
    basis,
  };
}

/**
 * A description without a fingerprint, or without DTLS in its protocol, asks for a connection without DTLS. Refused means that
 * the stack gave that as its reason; a connection that fails for another one shows nothing.
 */
function askedForLess({ run: { calls } }: Findings) {
  const asked = calls.flatMap(peersOf).flatMap((peer) => {
    const less = peer.descriptionsReceived.find(({ sdp }) => asksForLess(sdp));
    return less ? [{ peer, less }] : [];
  });
  if (asked.length === 0) return undefined;
  const basis = [
    ...linesOf(...asked.map(({ less }) => less)),
    ...asked.flatMap(({ peer }) => peer.link.seq ?? []),
  ];
  const whom = listed(asked.map(({ peer }) => END_NAMES[peer.peer]));
  if (asked.every(({ peer }) => isRefused(peer))) {
    const words = asked.flatMap(({ peer }) => peer.link.detail ?? []);
    return {
      holds: "yes" as const,
      because:
        `A description that asked for no DTLS reached ${whom}, and no connection was made, neither with DTLS nor without (RFC 8827 §6.5)` +
        `${words.length > 0 ? `; in the stack's words: ${listed(words)}` : ""}.`,
      basis,
    };
  }
  return asked.some(({ peer }) => peer.link.state === "connected")
    ? {
        holds: "partly" as const,
        because: `A description asked ${whom} for no DTLS, and nobody refused it: the stack went on as if it had not been asked. What crossed the network was DTLS nevertheless.`,
        basis,
      }
    : notTested(
        "A description asked for no DTLS, and the connection came to nothing for another reason.",
        basis,
      );
}

function isRefused({ link }: PeerCall): boolean {
  return link.reason === "no-fingerprint" || link.reason === "refused-by-defence";
}

function asksForLess(sdp: string): boolean {
  const protocols = [...sdp.matchAll(/^m=\S+ \S+ (\S+)/gm)].map(([, protocol]) => protocol ?? "");
  return !/^a=fingerprint:/m.test(sdp) || protocols.some((protocol) => !protocol.includes("TLS"));
}
