import type { Evidence } from "../../contract/evidence.ts";
import type { RunAssociation } from "../../run/associations.ts";
import { claim, counted, type Findings, listed, notTested } from "./claim.ts";

type KeyExchange = Evidence["keyExchanges"][number];

export const rsaTransportsKeys = claim({
  id: "rsa-transports-keys",
  statement: "Self-signed RSA certificates exchange the symmetric keys.",
  values: ["yes", "no", "partly", "not-tested"],
  decide(findings) {
    const known = knownExchanges(findings);
    if (known.length === 0) return notTested("No complete key exchange was captured.");
    const basis = known.flatMap((exchange) => exchange.basis);
    const transported = known.filter(({ mechanism }) => mechanism === "rsa-transport");
    if (transported.length > 0) {
      return {
        holds: transported.length === known.length ? "yes" : "partly",
        because: `In ${transported.length} of ${counted(known.length, "handshake")} the client encrypted the premaster secret to the key of the server's certificate (RFC 5246 §7.4.7.1). RFC 8827 §6.5 prefers suites with forward secrecy.`,
        basis,
      };
    }
    return {
      holds: "no",
      because:
        `${certificateWords(known)} the key exchange was ephemeral ` +
        `(${listed(known.map(({ cipherSuite }) => cipherSuite))}). In the past WebRTC's certificates were RSA; most of those, too, only signed an ephemeral exchange (ECDHE_RSA). ` +
        "Static RSA existed in older DTLS implementations; RFC 8827 §6.5 prefers suites with forward secrecy. This run does not test older stacks.",
      basis,
    };
  },
});

export const diffieHellman = claim({
  id: "diffie-hellman",
  statement: "The peers use Diffie–Hellman for the symmetric keys.",
  values: ["yes", "no", "partly", "not-tested"],
  decide(findings) {
    const known = knownExchanges(findings);
    if (known.length === 0) return notTested("No complete key exchange was captured.");
    const basis = known.flatMap((exchange) => exchange.basis);
    const agreed = known.filter(({ mechanism }) => mechanism === "ephemeral-dh");
    const groups = listed(agreed.flatMap(({ group }) => group ?? []));
    if (agreed.length === 0)
      return {
        holds: "no",
        because: "The secret was sent encrypted to an RSA key (RFC 5246 §7.4.7.1).",
        basis,
      };
    const repeated = agreed.filter(({ fresh }) => !fresh);
    if (agreed.length < known.length || repeated.length > 0) {
      return {
        holds: "partly",
        because:
          repeated.length > 0
            ? `${counted(repeated.length, "handshake")} of ${known.length} used a public value that came in another one: Diffie–Hellman, but not ephemeral (RFC 8422 §2).`
            : `${agreed.length} of ${counted(known.length, "handshake")} used Diffie–Hellman (${groups}).`,
        basis,
      };
    }
    const ephemeral =
      agreed.length === 1
        ? `With one handshake there is no other one to compare it with: that the values are ephemeral rests on ${agreed[0]?.version === "DTLS 1.3" ? "the protocol, which knows no others (RFC 8446 §4.2.8)" : "the cipher suite's name"}.`
        : "No public value came in two handshakes, as ephemeral ones must not.";
    return {
      holds: "yes",
      because: `The public values of both ends are in the capture, in ${counted(agreed.length, "handshake")} (${groups}, ${shareRfcs(agreed)}). ${ephemeral} That the private values were erased is not tested.`,
      basis,
    };
  },
});

export const certificatesAuthenticate = claim({
  id: "certificates-authenticate",
  statement: "The certificates are for key exchange, not for mutual authentication.",
  values: ["yes", "no", "partly", "not-tested"],
  decide(findings) {
    const known = knownExchanges(findings);
    if (known.length === 0) return notTested("No complete handshake was captured.");
    const basis = known.flatMap((exchange) => exchange.basis);
    const closed = findings.run.associations.filter(({ dtls, opened }) => dtls === "1.3" && !opened).length;
    if (closed > 0)
      return notTested(
        `In ${counted(closed, "handshake")} the signatures are encrypted (DTLS 1.3), and nobody reported a secret that opens them.`,
      );
    const signed = findings.run.associations.filter(isSignedByBoth).length;
    const proven = known.filter(({ bothAuthenticated }) => bothAuthenticated).length;
    const transported = known.filter(({ mechanism }) => mechanism === "rsa-transport").length;
    if (signed === known.length && transported === 0) {
      const refuted =
        proven < known.length
          ? ` In ${known.length - proven} of them a signature is not of the certificate that was shown: that is how an impostor shows.`
          : "";
      return {
        holds: "no",
        because:
          `It is the other way round. In ${counted(known.length, "handshake")} both ends showed a certificate and signed${signedWhat(findings.run.associations)}; no certificate's key took part in the exchange itself.${refuted} A signature authenticates whoever holds the key; ` +
          "whose key it is, only the fingerprint says, as far as its way can be trusted (RFC 5763 §5).",
        basis,
      };
    }
    if (transported === known.length && signed === 0)
      return {
        holds: "yes",
        because:
          "The certificate's key received the secret (RFC 5246 §7.4.7.1), and no handshake has the signatures of both ends.",
        basis,
      };
    return {
      holds: "partly",
      because: `Of ${counted(known.length, "handshake")} ${signed} have the signatures of both ends (RFC 5246 §7.4.4, §7.4.8), and in ${transported} a certificate's key received the secret.`,
      basis,
    };
  },
});

/** Both signatures are there. Whether they fit is the judgement of possession. */
function isSignedByBoth(recorded: RunAssociation): boolean {
  if (recorded.dtls === "1.3") {
    const { client, server } = recorded.opened?.certificateVerify ?? {};
    return client !== undefined && server !== undefined;
  }
  const { association } = recorded;
  return association.serverKeyExchange !== undefined && association.certificateVerify !== undefined;
}

function certificateWords(known: readonly KeyExchange[]): string {
  const keys = listed(known.flatMap(({ certificateKeys }) => certificateKeys));
  return keys === ""
    ? "The certificates are encrypted, and nobody opened them;"
    : `The certificates hold ${keys} keys and only sign;`;
}

function knownExchanges({ evidence }: Findings): KeyExchange[] {
  return evidence.keyExchanges.filter(({ mechanism }) => mechanism !== "unknown");
}

/** Where the public values stand: in messages of their own, or in the hellos. */
function shareRfcs(exchanges: readonly KeyExchange[]): string {
  const speaks13 = exchanges.some(({ version }) => version === "DTLS 1.3");
  const speaks12 = exchanges.some(({ version }) => version !== "DTLS 1.3");
  return [...(speaks12 ? ["RFC 8422 §5.4, §5.7"] : []), ...(speaks13 ? ["RFC 8446 §4.2.8"] : [])].join("; ");
}

/** What the two signatures cover. */
function signedWhat(associations: readonly RunAssociation[]): string {
  const words = [
    associations.some(({ dtls }) => dtls === "1.2") &&
      "the server its key exchange and the client the handshake (RFC 8422 §5.4, RFC 5246 §7.4.8)",
    associations.some(({ dtls }) => dtls === "1.3") && "each the handshake so far (RFC 8446 §4.4.3)",
  ].filter((word) => typeof word === "string");
  return words.length === 0 ? "" : `, ${words.join("; with DTLS 1.3 ")}`;
}
