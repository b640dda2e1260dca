import type { Evidence } from "../../contract/evidence.ts";
import { flowsOf } from "../../run/flows.ts";
import type { Run } from "../../run/run.ts";

/**
 * What somebody learns who keeps every datagram and has no key: only what this run's capture shows. Empty: nothing of the
 * peers crossed the network.
 */
export function learnedWithoutKeys(
  { traffic, cleartext, keyExchanges, guesses }: Evidence,
  { recording }: Pick<Run, "recording">,
): string[] {
  if (traffic.datagrams === 0) return [];
  const data = flowsOf(recording).filter(({ kind }) => kind === "DTLS application data");
  const records = data.reduce((sum, { datagrams }) => sum + datagrams, 0);
  const versions = [...new Set(keyExchanges.map(({ version }) => version))].join(", ");
  const saw = (word: string) =>
    cleartext.some(({ where, what }) => where === "dtls-handshake" && what.includes(word));
  const sentences = [
    "Who talks with whom: the addresses and ports on every datagram.",
    `When and for how long: ${(traffic.durationMs / 1000).toFixed(2)} s from the first datagram of an end to the last, and the pauses in between.`,
    records > 0
      ? `How much, and in pieces of what size: ${records} datagrams of application data. An encrypted record is longer than its content by a fixed number of bytes, so sizes show through.`
      : "That no application data followed the handshakes.",
    saw("offered") &&
      "Which software, most likely: the offered cipher suites, groups and extensions are those of one implementation.",
    saw("certificate") &&
      `Certificates: in ${versions || "this version of DTLS"} they cross the network in clear. Whoever reuses one can be recognised by it.`,
    ...guesses.map(
      ({ channel, score, lengths, because }) =>
        `Which of two messages of ${lengths === "same" ? "equal" : "different"} length was sent on “${channel}”: ${score ? `${score.right} of ${score.of} guessed right, from sizes and times` : because}.`,
    ),
  ];
  return sentences.filter((sentence) => typeof sentence === "string");
}

export const NOTHING_CROSSED =
  "Nothing of the peers crossed the network in this run: no address, no certificate, no size. What the recorder kept is the lab's own marker.";
