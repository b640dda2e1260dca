import { createPublicKey, X509Certificate } from "node:crypto";
import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { cipherSuiteName, groupName } from "../../dtls/wire/registry.ts";
import { keyAgreement13 } from "../../dtls13/handshake/keyAgreement.ts";
import { negotiatedVersion } from "../../dtls13/handshake/negotiatedVersion.ts";
import { certificatesOf, type RunAssociation } from "../../run/associations.ts";
import { possessionProof } from "../../run/proofs.ts";
import type { Run } from "../../run/run.ts";

type KeyExchange = Evidence["keyExchanges"][number];

/**
 * How each association agreed on its keys, as the capture shows it. "fresh" decides that neither public value came again
 * in this run; it does not show that the private ones were forgotten.
 */
export function keyExchanges({ associations }: Run): KeyExchange[] {
  const uses = new Map<string, number>();
  for (const recorded of associations)
    for (const value of publicValues(recorded)) uses.set(value, (uses.get(value) ?? 0) + 1);
  return associations.flatMap((recorded): KeyExchange[] => {
    const { ends, call } = recorded;
    const shown = shownExchange(recorded);
    if (!shown) return [];
    const negotiated = negotiatedVersion(recorded.datagrams);
    const values = publicValues(recorded);
    const { client, server } = certificatesOf(recorded);
    const proofs = [possessionProof(recorded, "client"), possessionProof(recorded, "server")];
    return [
      {
        ends: [ends[0], ends[1]],
        call,
        version: shown.version,
        offered: negotiated.offered.map(offeredName),
        downgradeMark: negotiated.downgradeSentinel,
        cipherSuite: shown.suite,
        mechanism: mechanismOf(recorded.dtls, shown.suite, values.length),
        ...(shown.group !== undefined && { group: groupName(shown.group) }),
        certificateKeys: [server, client].flatMap((seen) => (seen ? keyType(seen.certificate) : [])),
        fresh: values.length === 2 && values.every((value) => uses.get(value) === 1),
        bothAuthenticated: proofs.every(({ proof }) => proof.kind === "proven"),
        basis: packetBasis([...new Set(shown.packets)]),
      },
    ];
  });
}

interface ShownExchange {
  readonly version: string;
  readonly suite: string;
  /** IANA code. */
  readonly group: number | undefined;
  readonly packets: readonly number[];
}

/** Undefined: no ServerHello was captured. */
function shownExchange(recorded: RunAssociation): ShownExchange | undefined {
  if (recorded.dtls === "1.3") {
    const { clientHello, serverHello } = recorded.association;
    if (!serverHello) return undefined;
    return {
      version: "DTLS 1.3",
      suite: cipherSuiteName(serverHello.value.cipherSuite),
      group: keyAgreement13(recorded.association).chosen?.group,
      packets: [...(clientHello?.message.packets ?? []), ...serverHello.message.packets],
    };
  }
  const { serverHello, serverKeyExchange, clientKeyExchange } = recorded.association;
  if (!serverHello) return undefined;
  return {
    version: versionName(serverHello.value.version),
    suite: cipherSuiteName(serverHello.value.cipherSuite),
    group: serverKeyExchange?.value.group,
    packets: [
      ...serverHello.packets,
      ...(serverKeyExchange?.packets ?? []),
      ...(clientKeyExchange?.packets ?? []),
    ],
  };
}

/** Both ephemeral public values, hexadecimal, as far as they were seen: of DTLS 1.3 those of the chosen group. */
function publicValues(recorded: RunAssociation): string[] {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
  if (recorded.dtls === "1.3") {
    const { clientHello, serverHello } = recorded.association;
    const chosen = serverHello?.value.extensions.keyShares?.[0];
    const offered = clientHello?.value.extensions.keyShares?.find(({ group }) => group === chosen?.group);
    return [chosen, offered].flatMap((share) => (share ? hex(share.keyExchange) : []));
  }
  const { serverKeyExchange, clientKeyExchange } = recorded.association;
  return [serverKeyExchange, clientKeyExchange].flatMap((seen) => (seen ? hex(seen.value.publicKey) : []));
}

/** By the suite's name: with static RSA there is no ServerKeyExchange, and no public value to see (RFC 5246 §7.4.3). */
function mechanismOf(
  dtls: RunAssociation["dtls"],
  suite: string,
  publicValues: number,
): KeyExchange["mechanism"] {
  // The suites of TLS 1.3 name no key exchange: key shares do it (RFC 8446 §4.2.8).
  if (dtls === "1.3") return publicValues === 2 ? "ephemeral-dh" : "unknown";
  if (suite.startsWith("TLS_RSA_WITH_")) return "rsa-transport";
  const isEphemeral = suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_");
  return isEphemeral && publicValues === 2 ? "ephemeral-dh" : "unknown";
}

/** RFC 6347 §4.1: DTLS counts its versions downwards from 254.255. */
function versionName(version: { readonly major: number; readonly minor: number } | number | string): string {
  const name = typeof version === "object" ? `${version.major}.${version.minor}` : String(version);
  return VERSIONS.get(name) ?? name;
}

function offeredName(code: number): string {
  return versionName({ major: code >> 8, minor: code & 0xff });
}

const VERSIONS: ReadonlyMap<string, string> = new Map([
  ["3.0", "SSL 3.0"],
  ["3.3", "TLS 1.2"],
  ["254.255", "DTLS 1.0"],
  ["254.253", "DTLS 1.2"],
  ["254.252", "DTLS 1.3"],
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
