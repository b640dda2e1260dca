import { X509Certificate } from "node:crypto";
import { groupName } from "../../dtls/wire/registry.ts";
import { packetBasis } from "../../run/recording.ts";
import { PEERS } from "../../trace/parties.ts";
import { type ClaimUnderTest, checkOf, notTested } from "./claim.ts";

export const keysOnPeers: ClaimUnderTest = {
  id: "keys-on-peers",
  statement: "The keys are generated on the peers, not on the server.",
  hold({ evidence: { keyOrigin } }) {
    const basis = PEERS.flatMap((peer) => keyOrigin[peer].basis);
    const values = PEERS.map((peer) => keyOrigin[peer].value);
    if (values.includes("elsewhere"))
      return { holds: "no", because: "A peer's private key was found outside its own process.", basis };
    if (values.includes("unknown"))
      return notTested(`Nothing but the peers' own words: ${keyOrigin.alice.because}.`);
    return {
      holds: "yes",
      because: `Alice: ${keyOrigin.alice.because}. Bob: ${keyOrigin.bob.because}.`,
      basis,
    };
  },
};

export const keysOverSignalling: ClaimUnderTest = {
  id: "keys-over-signalling",
  statement: "The keys are exchanged over the signalling protocol.",
  hold(findings) {
    const held = checkOf(findings, "secrets-held");
    const control = checkOf(findings, "search-control");
    if (!held || control?.ok !== true)
      return notTested("The search for secrets in the signals was not made, or failed its control.");
    const leaked = findings.run.trace.some(({ kind }) => kind === "secret-leaked");
    if (leaked) {
      return {
        holds: "no",
        because: "The protocol carries no key. Here malicious client code sent one of its own accord.",
        basis: held.basis,
      };
    }
    return {
      holds: "no",
      because:
        "Fingerprints and ICE credentials crossed the signalling; no private key and no session secret did, in any encoding searched for.",
      basis: control.basis.slice(0, 5),
    };
  },
};

export const rsaTransportsKeys: ClaimUnderTest = {
  id: "rsa-transports-keys",
  statement: "Self-signed RSA certificates exchange the symmetric keys.",
  hold({ run }) {
    const hellos = run.recording.associations.flatMap(({ association }) => {
      const { serverHello, serverKeyExchange, serverCertificates } = association;
      const [certificate] = serverCertificates?.value ?? [];
      return serverHello && serverKeyExchange && certificate ? [{ serverKeyExchange, certificate }] : [];
    });
    const [first] = hellos;
    if (!first) return notTested("No complete DTLS handshake was captured.");
    return {
      holds: "no",
      because: `The certificates hold ${keyTypeOf(first.certificate)} keys and only sign; the key exchange is ephemeral (${groupName(first.serverKeyExchange.value.group)}). No suite with RSA key transport was negotiated.`,
      basis: packetBasis(hellos.flatMap(({ serverKeyExchange }) => serverKeyExchange.packets)),
    };
  },
};

export const diffieHellman: ClaimUnderTest = {
  id: "diffie-hellman",
  statement: "The peers use Diffie–Hellman for the symmetric keys.",
  hold({ run }) {
    const exchanges = run.recording.associations.flatMap(
      ({ association: { serverKeyExchange, clientKeyExchange } }) =>
        serverKeyExchange && clientKeyExchange ? [{ serverKeyExchange, clientKeyExchange }] : [],
    );
    if (exchanges.length === 0) return notTested("No complete key exchange was captured.");
    const groups = [
      ...new Set(exchanges.map(({ serverKeyExchange }) => groupName(serverKeyExchange.value.group))),
    ];
    return {
      holds: "yes",
      because: `Both ephemeral public keys of ${exchanges.length === 1 ? "the handshake" : `all ${exchanges.length} handshakes`} are in the capture (${groups.join(", ")}).`,
      basis: packetBasis(
        exchanges.flatMap(({ serverKeyExchange, clientKeyExchange }) => [
          ...serverKeyExchange.packets,
          ...clientKeyExchange.packets,
        ]),
      ),
    };
  },
};

function keyTypeOf(der: Uint8Array): string {
  try {
    return new X509Certificate(der).publicKey.asymmetricKeyType?.toUpperCase() ?? "unknown";
  } catch {
    return "unreadable";
  }
}
