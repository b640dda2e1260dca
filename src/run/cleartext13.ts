import { packetBasis } from "../contract/basis.ts";
import { cipherSuiteName, groupName, signatureSchemeName, srtpProfileName } from "../dtls/wire/registry.ts";
import { keyAgreement13, type ShareSize } from "../dtls13/handshake/keyAgreement.ts";
import { dtls12, dtls13, extensionName } from "../dtls13/registry.ts";
import type { ClearFact } from "./cleartext.ts";
import type { Recorded13 } from "./recording.ts";

/**
 * What the DTLS 1.3 handshake of one association shows to everybody on the path: the hellos. Everything after ServerHello
 * is encrypted, certificates and signatures too (RFC 8446 §2, §4.4).
 */
export function handshakeFacts13({ association }: Recorded13): ClearFact[] {
  const { clientHello, serverHello, helloRetryRequest } = association;
  const { clientShares, chosen, retryGroup } = keyAgreement13(association);
  const facts: ClearFact[] = [];
  const adderFor =
    (packets: readonly number[] | undefined) =>
    (what: string, value: string | undefined): void => {
      if (value !== undefined && packets) facts.push({ what, value, basis: packetBasis(packets) });
    };
  const offer = adderFor(clientHello?.message.packets);
  const hello = clientHello?.value;
  offer("versions offered", hello?.extensions.supportedVersions?.map(versionName).join(", "));
  offer("cipher suites offered", hello?.cipherSuites.map(cipherSuiteName).join(", "));
  offer("client random", hello && hex(hello.random));
  offer("client’s session id", hello && (hex(hello.legacySessionId) || "(empty)"));
  offer("extensions offered", hello && extensionNames(hello.extensions.raw));
  offer("groups offered", hello?.extensions.supportedGroups?.map(groupName).join(", "));
  offer("client’s key shares", clientShares.map(shareWords).join(", ") || undefined);
  offer("SRTP profiles offered", hello?.extensions.srtpProfiles?.map(srtpProfileName).join(", "));
  offer(
    "signature algorithms offered",
    hello?.extensions.signatureAlgorithms?.map(signatureSchemeName).join(", "),
  );
  const retry = adderFor(helloRetryRequest?.message.packets);
  retry("group that the server asked for", retryGroup === undefined ? undefined : groupName(retryGroup));
  const choose = adderFor(serverHello?.message.packets);
  choose("version chosen", serverHello?.value.extensions.supportedVersions?.map(versionName).join(", "));
  choose("cipher suite chosen", serverHello && cipherSuiteName(serverHello.value.cipherSuite));
  choose("server random", serverHello && hex(serverHello.value.random));
  choose("server’s key share", chosen && shareWords(chosen));
  choose("extensions of ServerHello", serverHello && extensionNames(serverHello.value.extensions.raw));
  for (const { packet, from, acknowledged } of association.acks.slice(0, MAX_ACKS)) {
    adderFor([packet])(
      `ACK in clear, from the ${from === association.client ? "client" : "server"}`,
      acknowledged.map(({ epoch, sequence }) => `epoch ${epoch}, no. ${sequence}`).join("; ") || "empty",
    );
  }
  return facts;
}

/** Each is a packet of its own; somebody who floods the other end must not fill the page. */
const MAX_ACKS = 4;

/** Of every protected record what its header shows (RFC 9147 §4): not its type, and its number only encrypted. */
export function recordFacts13({ association }: Recorded13): ClearFact[] {
  const sealed = association.records.filter(({ form }) => form === "ciphertext");
  const [first] = sealed;
  if (!first) return [];
  const basis = packetBasis([first.packet]);
  const lengths = sealed.map(({ length }) => length);
  const epochs = [...new Set(sealed.map(({ epochBits }) => epochBits))].toSorted();
  return [
    { what: "low two bits of the epoch of every protected record", value: epochs.join(", "), basis },
    {
      what: "length of every protected record",
      value: `${sealed.length} records of ${Math.min(...lengths)} to ${Math.max(...lengths)} bytes`,
      basis,
    },
  ];
}

function shareWords({ group, length }: ShareSize): string {
  return `${groupName(group)} (${length} bytes)`;
}

/** Firefox lists a version of TLS too, which no DTLS server chooses. */
function versionName(version: number): string {
  return VERSIONS.get(version) ?? `0x${version.toString(16).padStart(4, "0")}`;
}

const VERSIONS: ReadonlyMap<number, string> = new Map([
  [dtls13, "DTLS 1.3"],
  [dtls12, "DTLS 1.2"],
  [0x0303, "TLS 1.2"],
]);

function extensionNames(raw: readonly { readonly type: number }[]): string {
  return raw.map(({ type }) => extensionName(type)).join(", ") || "none";
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
