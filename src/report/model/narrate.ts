import type { Attacker } from "../../run/calls.ts";
import type { Moment, Party } from "../../run/moments.ts";
import { LINK_FAILURE_WORDS } from "../../trace/linkFailure.ts";
import { isPeer, PEER_NAMES } from "../../trace/parties.ts";
import { describeComparison } from "./comparisonWords.ts";
import { END_NAMES, inSentence, PARTY_NAMES } from "./parties.ts";
import { printable } from "./printable.ts";

/** One event as a sentence for a person, or undefined where the story does not need it. */
export function narrate({ event, by, attacker }: Moment): string | undefined {
  const who = PARTY_NAMES[by];
  switch (event.kind) {
    case "actor-started":
      return `${PARTY_NAMES[event.name]} starts, in process ${event.pid}.`;
    case "call-started":
      return `Call ${event.call}: ${PEER_NAMES[event.caller]} calls, ${VIA[attacker ?? "none"]}.`;
    case "key-made":
      return `${END_NAMES[event.owner]} has made a key pair (${event.algorithm}) and a self-signed certificate, in process ${event.pid}.`;
    case "key-received":
      return `${PEER_NAMES[event.owner]} is handed a key pair and certificate by ${inSentence(PARTY_NAMES[event.from])}, and uses them as ${possessive(event.owner)} own.`;
    case "description-sent":
      return `${who} sends an ${event.type}, with the fingerprint of ${possessive(by)} certificate.`;
    case "description-received":
      return `${who} receives an ${event.type}.`;
    case "certificate-delivered":
      return `${END_NAMES[event.owner]} has a DTLS connection, and the certificate that it delivered.`;
    case "possession-checked":
      return event.result === "proven"
        ? `${who} has verified that the other end holds the key of the certificate that it showed.`
        : `${who} finds that the other end does not hold the key of the certificate that it showed.`;
    case "link":
      return event.state === "connected"
        ? `${who} is connected: werift and the lab's guards have no objection.`
        : `${who}'s connection is ${event.state}${event.reason === undefined ? "" : `: ${LINK_FAILURE_WORDS[event.reason]}`}.`;
    case "message-sent":
      return `${who} says on "${printable(event.channel, 40)}": ${excerpt(event)}`;
    case "message-received":
      return `${who} hears on "${printable(event.channel, 40)}": ${excerpt(event)}`;
    case "message-read":
      return `${who} reads what ${PEER_NAMES[event.from]} says: ${excerpt(event)}`;
    case "message-altered":
      return `${who} puts something else in place of what ${PEER_NAMES[event.from]} said: ${excerpt(event)}`;
    case "read-aloud":
      return event.over === undefined
        ? `${who} reads aloud, on a channel beside the call: ${printable(event.value, 110)}`
        : `${who} says over the call itself, on "${printable(event.over, 40)}": ${printable(event.value, 110)}`;
    case "compared":
      return `${who} compares: ${describeComparison(event)}.`;
    case "signalling-over-tls":
      return `${who} reaches the server over TLS, and has checked that its certificate is the trusted one of ${printable(event.server, 60)}.`;
    case "certificate-ground":
      return `The attacker has tried ${event.tries} certificates for ${inSentence(END_NAMES[event.owner])} in ${event.durationMs.toFixed(0)} ms, and found one that fits.`;
    case "code-exchanged":
      return `${who} has a code from the exchange: ${printable(event.code, 60)}.`;
    case "secret-leaked":
      return `${who}'s client code sends the session secret to the server, dressed up as telemetry.`;
    case "operator-given":
      return `The operator is given the private key of the certificate of ${inSentence(END_NAMES[event.owner])}.`;
    case "rsa-contrast-recorded":
      return "Beside it, as a contrast: a TLS 1.2 connection with RSA key transport is recorded, and its key stolen.";
    case "rsa-contrast-missing":
      return `The contrast, TLS with RSA key transport, could not be recorded: ${printable(event.because, 100)}.`;
    case "guesses-fixed":
      return `The observer has guessed ${event.guesses.length} messages of ${PEER_NAMES[event.by]}, from the recording alone.`;
    case "coins-revealed":
      return event.by === "sender" ? `${who} now tells how ${event.coins.length} coins fell.` : undefined;
    case "alarm":
      return `ALARM by ${who}, ${event.code}: ${printable(event.message, 200)}`;
    case "step-skipped":
      return `What ${PEER_NAMES[event.by]} would have said next is not sent: ${printable(event.because, 100)}.`;
    case "hung-up":
      return `${who} hangs up (${printable(event.because, 100)}).`;
    case "signal-refused":
      return `The server refuses a signal from ${printable(event.from, 20)}: ${printable(event.code, 40)}.`;
    case "recording-ended":
      return `The recorder has kept ${event.packets} datagrams, ${event.bytes} bytes.`;
    case "path-conditions":
      return `The path is a bad one: it ${pathWords(event)}.`;
    case "path-cut":
      return "The path is cut: from now on nothing arrives.";
    case "run-started":
    case "prediction":
    case "canary-made":
    case "passed-out-of-band":
    case "run-ended":
    case "socket-opened":
    case "candidate-sent":
    case "candidate-received":
    case "state":
    case "channel-open":
    case "private-key":
    case "session-secrets":
    case "signal-received":
    case "signal-sent":
    case "log-ended":
    case "port-opened":
    case "marker-recorded":
    case "coin-heard":
    case "memory-searched":
    case "second-opinion":
    case "kernel-captured":
    case "instrument-missing":
      return undefined;
  }
}

const VIA: Readonly<Record<Attacker | "none", string>> = {
  none: "through an honest server",
  server: "through a server that attacks",
  path: "through an honest server, and past an attacker on the path",
};

function pathWords(path: Extract<Moment["event"], { kind: "path-conditions" }>): string {
  const { lossPercent = 0, delayMs = 0, duplicatePercent = 0, reorderPercent = 0 } = path;
  const words = [
    ...(lossPercent > 0 ? [`loses ${lossPercent} %`] : []),
    ...(delayMs > 0 ? [`delays by ${delayMs} ms`] : []),
    ...(duplicatePercent > 0 ? [`doubles ${duplicatePercent} %`] : []),
    ...(reorderPercent > 0 ? [`lets others overtake ${reorderPercent} %`] : []),
  ];
  return `${words.length > 0 ? words.join(", ") : "does nothing to the datagrams"} (seed ${path.seed})`;
}

function excerpt({ type, bytes, head }: { type: "text" | "binary"; bytes: number; head: string }): string {
  const content = Buffer.from(head, "base64").toString("utf8");
  return type === "text"
    ? `“${printable(content, 120)}”`
    : `${bytes} bytes of binary, beginning “${printable(content, 60)}”`;
}

function possessive(party: Party): string {
  if (!isPeer(party)) return "its";
  return party === "alice" ? "her" : "his";
}
