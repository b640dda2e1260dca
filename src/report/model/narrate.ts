import type { EventOf, TraceEvent } from "../../trace/events.ts";
import { type ActorName, type EndName, PEERS } from "../../trace/parties.ts";
import { printable } from "./printable.ts";

/** One event as a sentence for a person, or undefined where the story does not need it. */
export function narrate(event: TraceEvent): string | undefined {
  const who = NAMES[event.actor];
  switch (event.kind) {
    case "actor-started":
      return `${NAMES[event.name]} starts, in process ${event.pid}.`;
    case "call-started":
      return `Call ${event.call}: ${NAMES[event.caller]} calls, ${VIA[event.via]}.`;
    case "key-made":
      return `${END_NAMES[event.owner]} has made a key pair (${event.algorithm}) and a self-signed certificate, in process ${event.pid}.`;
    case "description-sent":
      return `${who} sends an ${event.type}, with the fingerprint of ${possessive(event.actor)} certificate.`;
    case "description-received":
      return `${who} receives an ${event.type}.`;
    case "certificate-delivered":
      return `${END_NAMES[event.owner]} has a DTLS connection, and the certificate that it delivered.`;
    case "possession-checked":
      return event.result === "proven"
        ? `${who} has verified that the other end holds that certificate's key.`
        : `${who} finds that the other end does not hold that certificate's key.`;
    case "link":
      return event.state === "connected"
        ? `${who} is connected: WebRTC has no objection.`
        : `${who}'s connection is ${event.state}.`;
    case "message-sent":
      return `${who} says on "${printable(event.channel, 40)}": ${excerpt(event)}`;
    case "message-received":
      return `${who} hears on "${printable(event.channel, 40)}": ${excerpt(event)}`;
    case "message-read":
      return `The server reads what ${NAMES[event.from]} says: ${excerpt(event)}`;
    case "message-altered":
      return `The server puts something else in place of what ${NAMES[event.from]} said: ${excerpt(event)}`;
    case "read-aloud":
      return `${who} reads aloud, on a channel that the server cannot reach: ${printable(event.value, 110)}`;
    case "compared":
      return event.equal
        ? `${who} compares: what was read aloud is the certificate that this connection delivered.`
        : `${who} compares: what was read aloud is NOT the certificate that this connection delivered.`;
    case "signalling-over-tls":
      return `${who} reaches the server over TLS, and has checked that its certificate is the trusted one of ${printable(event.server, 60)}.`;
    case "certificate-ground":
      return `The attacker has tried ${event.tries} certificates for ${END_NAMES[event.owner]} in ${event.durationMs.toFixed(0)} ms, and found one that fits.`;
    case "code-exchanged":
      return `${who} has a code from the exchange: ${printable(event.code, 60)}.`;
    case "secret-leaked":
      return `${who}'s client code sends the session secret to the server, dressed up as telemetry.`;
    case "operator-given":
      return `The operator is given the private key of ${END_NAMES[event.owner]}'s certificate.`;
    case "rsa-contrast-recorded":
      return "Beside it, as a contrast: a TLS 1.2 connection with RSA key transport is recorded, and its key stolen.";
    case "rsa-contrast-missing":
      return `The contrast, TLS with RSA key transport, could not be recorded: ${printable(event.because, 100)}.`;
    case "guesses-fixed":
      return `The observer has guessed ${event.guesses.length} messages of ${NAMES[event.by]}, from the recording alone.`;
    case "coins-revealed":
      return event.by === "sender" ? `${who} now tells how ${event.coins.length} coins fell.` : undefined;
    case "alarm":
      return `ALARM by ${who}, ${printable(event.code, 60)}: ${printable(event.message, 200)}`;
    case "step-skipped":
      return `What ${NAMES[event.by]} would have said next is not sent: ${printable(event.because, 100)}.`;
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
    case "session-secret":
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

const VIA = {
  honest: "through an honest server",
  "signalling-attack": "through a server that attacks",
  "path-attack": "through an honest server, over a network that attacks",
} as const;

export const NAMES: Readonly<Record<ActorName, string>> = {
  conductor: "The conductor",
  alice: "Alice",
  bob: "Bob",
  server: "The server",
  network: "The network",
};

export const END_NAMES: Readonly<Record<EndName, string>> = {
  alice: "Alice",
  bob: "Bob",
  "alice-leg": "The interceptor's leg towards Alice",
  "bob-leg": "The interceptor's leg towards Bob",
};

function pathWords(path: EventOf<"path-conditions">): string {
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

function possessive(actor: ActorName): string {
  return PEERS.some((peer) => peer === actor) ? (actor === "alice" ? "her" : "his") : "its";
}
