import { grouped } from "../../comparison/numbers.ts";
import type { Attacker } from "../../run/attacker.ts";
import type { Moment, Party } from "../../run/moments.ts";
import type { RunStacks } from "../../run/stacks.ts";
import { LINK_FAILURE_WORDS } from "../../trace/linkFailure.ts";
import { isPeer, PEER_NAMES, type PeerName } from "../../trace/parties.ts";
import { UNREAD_WORDS } from "../../trace/unreadReason.ts";
import { describeComparison } from "./comparisonWords.ts";
import { END_NAMES, inSentence, PARTY_NAMES } from "./parties.ts";
import { printable } from "./printable.ts";
import { SignalWords } from "./signalWords.ts";

/** Tells a run event by event, in order of time, live or from a file. What it says of one may depend on those before. */
export class Narrator {
  readonly #signals = new SignalWords();
  /** Hashes of what crossed a channel encrypted above it. */
  readonly #sealed = new Set<string>();
  #guesses = new Map<string, string>();
  readonly #stacks = new Map<Party, NonNullable<RunStacks["alice"]>>();

  /** A browser has no guards of the lab around it. */
  #noObjection(by: Party): string {
    const stack = this.#stacks.get(by);
    return stack === undefined || stack.stack === "werift"
      ? "werift and the lab's guards have no objection"
      : `${printable(stack.name, 40)} has no objection`;
  }

  /** One event as a sentence for a person, or undefined where the story does not need it. */
  tell(moment: Moment): string | undefined {
    const { event, by, attacker } = moment;
    const who = PARTY_NAMES[by];
    switch (event.kind) {
      case "actor-started":
        return `${PARTY_NAMES[event.name]} starts, in process ${event.pid}.`;
      case "call-started":
        this.#signals.startCall();
        return `Call ${event.call}: ${PEER_NAMES[event.caller]} calls, ${VIA[attacker ?? "none"]}.`;
      case "key-made":
        return `${END_NAMES[event.owner]} has made a key pair (${event.algorithm}) and a self-signed certificate, ${this.#signals.made(event)}, in process ${event.pid}.`;
      case "stack-started":
        this.#stacks.set(by, event);
        return event.stack === "werift"
          ? undefined
          : `${who} speaks with ${printable(event.name, 40)}, in process ${event.pid} and those that it starts.`;
      case "key-made-in-stack":
        return `${END_NAMES[event.owner]}'s browser has made a key pair (${printable(event.algorithm, 40)}) and a self-signed certificate, which it shows by its fingerprint alone.`;
      case "dtls-stats":
        return `${who}'s browser says of its connection: TLS version ${printable(event.tlsVersion ?? "not told", 20)}, cipher ${printable(event.dtlsCipher ?? "not told", 60)}.`;
      case "key-received":
        this.#signals.made(event);
        return `${PEER_NAMES[event.owner]} is handed a key pair and certificate by ${inSentence(PARTY_NAMES[event.from])}, and uses them as ${possessive(event.owner)} own.`;
      case "description-sent":
        return isPeer(by) ? this.#signals.descriptionSent(by, event) : undefined;
      case "description-received":
        return isPeer(by) ? this.#signals.descriptionReceived(by, event) : undefined;
      case "certificate-delivered":
        return `DTLS delivered a certificate to ${inSentence(END_NAMES[event.owner])}: ${this.#signals.named(event.certificate)}.`;
      case "possession-checked":
        return event.result === "proven"
          ? `${who} has verified that the other end holds the key of the certificate that it showed.`
          : `${who} finds that the other end does not hold the key of the certificate that it showed.`;
      case "link":
        return event.state === "connected"
          ? `${who} is connected: ${this.#noObjection(by)}.`
          : `${NOT_CONNECTED[event.state](who)}${event.reason === undefined ? "" : `: ${LINK_FAILURE_WORDS[event.reason]}`}.`;
      case "message-sent":
        return `${who} says on "${printable(event.channel, 40)}": ${excerpt(event)}`;
      case "message-sealed":
        this.#sealed.add(event.sha256);
        return `${who} seals it: ${event.bytes} bytes of ciphertext cross the channel in its place.`;
      case "seal-keys":
        return `${who} has keys above the channel that the signalling does not know.`;
      case "message-received":
        return `${who} hears on "${printable(event.channel, 40)}": ${excerpt(event)}`;
      case "message-read":
        if (this.#sealed.has(event.sha256))
          return `${who} writes down ${event.bytes} bytes that ${PEER_NAMES[event.from]} sealed.`;
        return `${who} reads what ${PEER_NAMES[event.from]} says: ${excerpt(event)}`;
      case "message-altered":
        return `${who} puts something else in place of what ${PEER_NAMES[event.from]} said: ${excerpt(event)}`;
      case "message-dropped":
        return `${who} keeps what ${PEER_NAMES[event.from]} said, and sends nothing on: ${excerpt(event)}`;
      case "message-injected":
        return `${who} says in ${PEER_NAMES[event.from]}'s name what ${PEER_NAMES[event.from]} never said: ${excerpt(event)}`;
      case "message-delayed":
        return `${who} holds back for ${event.delayMs} ms what ${PEER_NAMES[event.from]} said: ${excerpt(event)}`;
      case "message-unread":
        return `Something of ${PEER_NAMES[event.from]}'s reached the attacker that it could not read: ${UNREAD_WORDS[event.reason]}.`;
      case "read-aloud":
        return event.over === undefined
          ? `${who} reads aloud, on a channel beside the call: ${printable(event.value, 110)}`
          : `${who} says over the call itself, on "${printable(event.over, 40)}": ${printable(event.value, 110)}`;
      case "compared":
        return `${who} compares: ${describeComparison(event)}.`;
      case "signalling-over-tls":
        return `${who} reaches the server over TLS, and has checked that its certificate is the trusted one of ${printable(event.server, 60)}.`;
      case "certificate-ground":
        this.#signals.made(event);
        return `The attacker has tried ${grouped(event.tries)} certificates for ${inSentence(END_NAMES[event.owner])} in ${event.durationMs.toFixed(0)} ms, and found one that fits.`;
      case "code-exchanged":
        return `${who} has a code from the exchange: ${printable(event.code, 60)}.`;
      case "secret-leaked":
        return `${who}'s client code sends the session secret to the server, dressed up as telemetry.`;
      case "content-told":
        return `${who}'s client code sends the server what its user has just said on "${printable(event.channel, 60)}".`;
      case "match-shown":
        return `${who}'s client code shows its user a match all the same.`;
      case "operator-given":
        return `The operator is given the private key of the certificate of ${inSentence(END_NAMES[event.owner])}.`;
      case "rsa-contrast-recorded":
        return "Beside it, as a contrast: a TLS 1.2 connection with RSA key transport is recorded, and its key stolen.";
      case "rsa-contrast-missing":
        return `The contrast, TLS with RSA key transport, could not be recorded: ${printable(event.because, 100)}.`;
      case "guesses-fixed":
        this.#guesses.set(`${event.by} ${event.channel}`, event.guesses);
        return `The observer has guessed ${event.guesses.length} messages of ${PEER_NAMES[event.by]}, from the recording alone.`;
      case "coins-revealed":
        return event.by === "sender" && isPeer(by)
          ? `${who} now tells how ${event.coins.length} coins fell${this.#score(by, event)}.`
          : undefined;
      case "alarm":
        return `ALARM by ${who}, ${event.code}: ${printable(event.message, 200)}`;
      case "step-skipped":
        return `What ${PEER_NAMES[event.by]} would have said next is not sent: ${printable(event.because, 100)}.`;
      case "hung-up":
        return `${who} hangs up (${printable(event.because, 100)}).`;
      case "signal-received":
      case "signal-sent":
        return this.#signals.signal(moment);
      case "signal-refused":
        return `The server refuses a signal from ${printable(event.from, 20)}: ${printable(event.code, 40)}.`;
      case "recording-ended":
        return `The recorder has kept ${event.packets} datagrams, ${event.bytes} bytes.`;
      case "signalling-diverted":
        return event.readable
          ? "A connection to the server passes the attacker, who can read and change what is in it."
          : "A connection to the server passes the attacker, who cannot read it: it is TLS.";
      case "datagram-injected":
        return event.what === "repeated"
          ? `The attacker on the path sends ${PEER_NAMES[event.to]} an old record again (packet ${event.packet}).`
          : `The attacker on the path sends ${PEER_NAMES[event.to]} a record that it forged (packet ${event.packet}).`;
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

  #score(by: PeerName, { channel, coins }: { readonly channel: string; readonly coins: string }): string {
    const guesses = this.#guesses.get(`${by} ${channel}`);
    if (guesses === undefined) return "";
    const right = [...coins].filter((coin, index) => coin === guesses[index]).length;
    return `: ${right} of the ${guesses.length} guesses were right`;
  }
}

/** The story of a whole run, in order of time. */
export function storyOf(
  moments: readonly Moment[],
): { readonly moment: Moment; readonly sentence: string }[] {
  const narrator = new Narrator();
  return moments
    .toSorted((a, b) => a.event.at - b.event.at)
    .flatMap((moment) => {
      const sentence = narrator.tell(moment);
      return sentence === undefined ? [] : [{ moment, sentence }];
    });
}

const NOT_CONNECTED = {
  failed: (who: string) => `${who}’s connection failed`,
  aborted: (who: string) => `${who} gave the connection up`,
  pending: (who: string) => `${who} still had no connection`,
} as const;

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
