import { grouped } from "../../comparison/numbers.ts";
import type { Evidence } from "../../contract/evidence.ts";

/** What was tried on the recording and what came of it. An attempt is one value, one derivation, one record. */
export function attemptWords({
  decryption,
  traffic,
  keyExchanges,
}: Pick<Evidence, "decryption" | "traffic" | "keyExchanges">): string {
  const { candidates, staticKeyCandidates, attempts, recordsTried, records, recordsOpened } = decryption;
  const { associations, associationsOpened, peerAssociations, peerAssociationsOpened } = decryption;
  if (traffic.datagrams === 0) return "Nothing of the peers was recorded, so there was nothing to try.";
  if (records === 0)
    return "No record of application data was recorded, so there was nothing to try keys on.";
  const sources =
    staticKeyCandidates > 0
      ? ` ${staticKeyCandidates} of these values come from combining a stolen certificate key with the public values of the handshake.`
      : "";
  const speaks13 = keyExchanges.some(({ version }) => version === "DTLS 1.3");
  const speaks12 = !speaks13 || keyExchanges.some(({ version }) => version !== "DTLS 1.3");
  const ways = [
    ...(speaks12
      ? ["(RFC 5246 §8.1, RFC 7627 §4) as premaster secret, and those of 48 bytes as master secret too"]
      : []),
    ...(speaks13
      ? [
          "(RFC 8446 §7.1) as shared secret of the key exchange, and those with the length of a traffic secret as one too",
        ]
      : []),
  ].join("; of DTLS 1.3 ");
  const between =
    peerAssociations === 0
      ? "No association ran between the peers themselves."
      : `Of the associations between the peers themselves ${peerAssociationsOpened} of ${peerAssociations} opened.`;
  return (
    `${grouped(attempts)} attempts: ${grouped(candidates)} values that the operator or the attacker holds, through the real key schedule ${ways}, on ${grouped(recordsTried)} of ${grouped(records)} records of application data.${sources} ` +
    `${grouped(recordsOpened)} records opened, in ${associationsOpened} of ${associations} DTLS associations. ${between}`
  );
}
