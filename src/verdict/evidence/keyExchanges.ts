import { createPublicKey, X509Certificate } from "node:crypto";
import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Association } from "../../dtls/handshake/association.ts";
import { judgePossession } from "../../dtls/judge/judgePossession.ts";
import { cipherSuiteName, groupName } from "../../dtls/wire/registry.ts";
import type { Run } from "../../run/run.ts";

type KeyExchange = Evidence["keyExchanges"][number];

/**
 * How each association agreed on its keys, as the capture shows it. "fresh" decides that neither public value came again
 * in this run; it does not show that the private ones were forgotten.
 */
export function keyExchanges({ associations }: Run): KeyExchange[] {
  const uses = new Map<string, number>();
  for (const { association } of associations)
    for (const value of publicValues(association)) uses.set(value, (uses.get(value) ?? 0) + 1);
  return associations.flatMap(({ association, ends, call }): KeyExchange[] => {
    const { serverHello, serverKeyExchange, clientKeyExchange } = association;
    if (!serverHello) return [];
    const suite = cipherSuiteName(serverHello.value.cipherSuite);
    const values = publicValues(association);
    const certificates = [association.serverCertificates, association.clientCertificates];
    const { client, server } = judgePossession(association);
    return [
      {
        ends: [ends[0], ends[1]],
        call,
        version: versionName(serverHello.value.version),
        cipherSuite: suite,
        mechanism: mechanismOf(suite, values.length),
        ...(serverKeyExchange && { group: groupName(serverKeyExchange.value.group) }),
        certificateKeys: certificates.flatMap((seen) => (seen?.value[0] ? keyType(seen.value[0]) : [])),
        fresh: values.length === 2 && values.every((value) => uses.get(value) === 1),
        bothAuthenticated: client.proof.kind === "proven" && server.proof.kind === "proven",
        basis: packetBasis([
          ...serverHello.packets,
          ...(serverKeyExchange?.packets ?? []),
          ...(clientKeyExchange?.packets ?? []),
        ]),
      },
    ];
  });
}

/** Both ephemeral public values, hexadecimal, as far as they were seen. */
function publicValues({ serverKeyExchange, clientKeyExchange }: Association): string[] {
  return [serverKeyExchange, clientKeyExchange].flatMap((seen) =>
    seen ? Buffer.from(seen.value.publicKey).toString("hex") : [],
  );
}

/** By the suite's name: with static RSA there is no ServerKeyExchange, and no public value to see (RFC 5246 §7.4.3). */
function mechanismOf(suite: string, publicValues: number): KeyExchange["mechanism"] {
  if (suite.startsWith("TLS_RSA_WITH_")) return "rsa-transport";
  const isEphemeral = suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_");
  return isEphemeral && publicValues === 2 ? "ephemeral-dh" : "unknown";
}

/** RFC 6347 §4.1: DTLS counts its versions downwards from 254.255. */
function versionName(version: { readonly major: number; readonly minor: number } | number | string): string {
  const name = typeof version === "object" ? `${version.major}.${version.minor}` : String(version);
  return VERSIONS.get(name) ?? name;
}

const VERSIONS: ReadonlyMap<string, string> = new Map([
  ["3.0", "SSL 3.0"],
  ["254.255", "DTLS 1.0"],
  ["254.253", "DTLS 1.2"],
]);

function keyType(der: Uint8Array): string {
  try {
    const { asymmetricKeyType = "unknown", asymmetricKeyDetails } = createPublicKey(
      new X509Certificate(der).publicKey.export({ type: "spki", format: "pem" }),
    );
    const size = asymmetricKeyDetails?.namedCurve ?? asymmetricKeyDetails?.modulusLength;
    return `${asymmetricKeyType.toUpperCase()}${size === undefined ? "" : ` ${size}`}`;
  } catch {
    return "unreadable";
  }
}
