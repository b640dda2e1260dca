import { linesOf } from "../../contract/basis.ts";
import { foundIn, isSearchedEverywhere } from "../../run/memory.ts";
import type { Run } from "../../run/run.ts";
import { type Hit, searchFor } from "../../run/search.ts";
import type { RunSecret } from "../../run/secrets.ts";
import { PEERS } from "../../trace/parties.ts";
import { claim, counted, type Findings, listed, notTested } from "./claim.ts";

export const keysOnPeers = claim({
  id: "keys-on-peers",
  statement: "The keys are generated on the peers, not on the server.",
  values: ["yes", "no", "partly", "not-tested"],
  decide({ run, evidence }) {
    const { keyOrigin } = evidence;
    const basis = PEERS.flatMap((peer) => keyOrigin[peer].basis);
    const values = PEERS.map((peer) => keyOrigin[peer].value);
    const certificateKeys = `Certificate keys: Alice: ${keyOrigin.alice.because}; Bob: ${keyOrigin.bob.because}.`;
    if (values.includes("unknown")) return notTested(`${certificateKeys} The peers' own word is no proof.`);
    const session = sessionSecrets(run);
    const because = `${certificateKeys} ${session.because} ${ephemeralKeys(evidence)}`;
    if (values.every((value) => value === "own-process") && session.where !== "elsewhere")
      return { holds: "yes", because, basis };
    // With a foreign certificate key the session's keys are still the peers' own, if they were seen with them alone.
    return values.includes("elsewhere") && session.where !== "ends"
      ? { holds: "no", because, basis }
      : { holds: "partly", because, basis };
  },
});

function ephemeralKeys({ keyExchanges }: Findings["evidence"]): string {
  const seen = keyExchanges.filter(({ mechanism }) => mechanism === "ephemeral-dh");
  if (seen.length === 0) return "Ephemeral keys: none was seen.";
  const came = seen.every(({ fresh }) => fresh) ? "none came twice" : "some came twice";
  return (
    `Ephemeral keys: of ${counted(seen.length, "handshake")} the public halves are in the capture, ${came}; ` +
    "nobody searched for the private halves (RFC 8422 §2)."
  );
}

/** An end of an association holds its session secret by right; an attacker's leg is an end. */
function sessionSecrets({ memory }: Run) {
  const rows = memory.secrets.filter(
    (row) => row.secret.what === "session-secret" && isSearchedEverywhere(row),
  );
  if (rows.length === 0 || !memory.works)
    return {
      where: "unknown",
      because: "Session secrets: where they were in memory was not searched.",
    } as const;
  const strays = rows.flatMap((row) => foundIn(row).filter((actor) => !row.holders.includes(actor)));
  return strays.length === 0
    ? ({
        where: "ends",
        because: `Session secrets: ${counted(rows.length, "secret")}, each in no memory but that of its connection's ends.`,
      } as const)
    : ({
        where: "elsewhere",
        because: `Session secrets: also in the memory of ${listed(strays)}. Where a secret is found does not say where it was made.`,
      } as const);
}

export const keysOverSignalling = claim({
  id: "keys-over-signalling",
  statement: "The keys are exchanged over the signalling protocol.",
  values: ["yes", "no", "partly", "not-tested"],
  decide(findings) {
    const { run } = findings;
    const signals = signalPlaces(findings);
    if (signals.length === 0) return notTested("The server's log has no signal.");
    const withSdes = signals.filter(({ bytes }) => Buffer.from(bytes).includes("a=crypto:"));
    const sdes = withSdes.filter(({ by }) => by === "peer");
    const found = run.secrets.map((secret) => ({ secret, hits: inSignals(secret, signals) }));
    const of = (what: RunSecret["what"]): Hit[] =>
      found.flatMap(({ secret, hits }) => (secret.what === what ? hits : []));
    const session = of("session-secret");
    const certificate = of("certificate-key");
    const basis = [...session, ...certificate, ...sdes].map((hit) => hit.basis);
    if (sdes.length > 0) {
      return {
        holds: "yes",
        because:
          "A description carries a=crypto, an SRTP key in the SDP itself (SDES, RFC 4568). RFC 8827 §6.5 forbids it.",
        basis,
      };
    }
    if (session.length > 0) {
      const leaks = run.facts["secret-leaked"];
      const how =
        leaks.length > 0
          ? "Client code says that it put it there; no signal of WebRTC has a place for it."
          : "No party says that it put it there.";
      return {
        holds: "yes",
        because: `A session secret stands in the signals. ${how} RFC 8827 §6.5 has the session's keys agreed in DTLS.`,
        basis: [...basis, ...linesOf(...leaks)],
      };
    }
    if (certificate.length > 0) {
      return {
        holds: "partly",
        because:
          "A certificate's private key stands in the signals, and no session secret does. Such a key only signs; with it its holder can pose as its owner in a later call.",
        basis,
      };
    }
    if (run.logs.doubt !== undefined)
      return notTested(`That no key was found in the signals proves nothing: ${run.logs.doubt}.`);
    if (run.secrets.length === 0)
      return notTested(
        `${exchangedWords(signals)} No private key or session secret of this run is known, so none could be searched for.`,
      );
    return {
      holds: "no",
      because:
        `${exchangedWords(signals)} None of this run's ${run.secrets.length} private keys and session secrets stands in ${counted(signals.length, "signal")}, ` +
        `raw or in hexadecimal, base64, UTF-16 or reversed. With SDES (RFC 4568) keys did go through the signalling; RFC 8827 §6.5 forbids it, and no description ${withSdes.length > 0 ? "of a peer had a=crypto: the server put one in, of its own" : "had a=crypto"}.`,
      basis: run.logs.control.basis.slice(0, 5),
    };
  },
});

interface SignalPlace {
  readonly basis: number;
  readonly bytes: Uint8Array;
  /** Who sent it: a peer, or the server, which may have changed what it passes on. */
  readonly by: "peer" | "server";
}

/** Every signal at the server, by its log: also such as came before the first call. */
function signalPlaces({ run }: Findings): SignalPlace[] {
  return run.moments.flatMap(({ event }) =>
    event.kind === "signal-received" || event.kind === "signal-sent"
      ? {
          basis: event.seq,
          bytes: Buffer.from(event.raw),
          by: event.kind === "signal-received" ? ("peer" as const) : ("server" as const),
        }
      : [],
  );
}

function inSignals(secret: RunSecret, signals: readonly SignalPlace[]): Hit[] {
  const forms = secret.what === "certificate-key" ? [secret.bytes, secret.pkcs8] : [secret.bytes];
  return forms.flatMap((bytes) => searchFor(bytes, signals));
}

function exchangedWords(signals: readonly SignalPlace[]): string {
  const has = (text: string) => signals.some(({ bytes }) => Buffer.from(bytes).includes(text));
  const crossed = [
    ...(has("a=fingerprint:") ? ["fingerprints of certificates (RFC 8122 §5)"] : []),
    ...(has("a=ice-pwd:") ? ["ICE user names and passwords (RFC 8839 §5.4)"] : []),
    ...(has("candidate") ? ["addresses"] : []),
  ];
  return crossed.length === 0
    ? "Nothing that WebRTC needs crossed the signalling."
    : `What crossed the signalling: ${listed(crossed)}; a fingerprint is a hash and no key.`;
}
