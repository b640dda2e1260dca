import { grouped } from "../../comparison/numbers.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Attacker } from "../../run/attacker.ts";
import { type CertificateBook, shortFingerprint } from "../../run/certificates.ts";
import type { Moment, Party } from "../../run/moments.ts";
import type { RunStacks } from "../../run/stacks.ts";
import { LINK_FAILURE_WORDS } from "../../trace/linkFailure.ts";
import { isPeer, PEER_NAMES, type PeerName, peerOf } from "../../trace/parties.ts";
import { isMatch, noteComparison } from "../model/comparisonWords.ts";
import { END_NAMES, inSentence } from "../model/parties.ts";
import { printable } from "../model/printable.ts";
import { type Arrow, type Lane, laneOf, type Note, type Row } from "./row.ts";

/** What the picture knows besides the moment. */
interface Known {
  readonly certificates: CertificateBook;
  /** What the judge found of the observer's guesses. */
  readonly guesses: Evidence["guesses"];
  readonly stacks: RunStacks;
}

/** What happens at one party, or between the people themselves. Undefined: the picture does without it. */
export function noteRow(
  { event, by, attacker }: Moment,
  { certificates, guesses, stacks }: Known,
): Row | undefined {
  const note = (lane: Lane, text: string, tone: Note["tone"] = "plain"): Note => {
    return { kind: "note", at: event.at, source: event.seq, lane, text, tone };
  };
  const own = laneOfParty(by, attacker);
  switch (event.kind) {
    case "key-made": {
      const short = shortFingerprint(certificates.of(event.certificate)?.fingerprint ?? "");
      const forLeg = isPeer(event.owner) ? "" : `, for its leg to ${PEER_NAMES[peerOf(event.owner)]}`;
      return note(
        isPeer(event.owner)
          ? own
          : laneOf(event.owner, attacker ?? (by === "path-attacker" ? "path" : "server")),
        `makes a key pair and certificate ${short}${forLeg}`,
      );
    }
    case "key-made-in-stack":
      return note(
        own,
        `its browser makes a key pair and certificate ${shortFingerprint(printable(event.fingerprint.value, 95))}`,
      );
    case "key-received":
      return note(own, "is handed a key pair and certificate", "bad");
    case "link": {
      if (event.state === "connected")
        return note(own, `connected: ${objector(by, stacks)} no objection`, "good");
      const because = event.reason === undefined ? "" : `: ${LINK_FAILURE_WORDS[event.reason]}`;
      return note(own, `${LINK_ENDS[event.state]}${because}`, "bad");
    }
    case "possession-checked":
      return event.result === "proven"
        ? note(own, "the other end holds its certificate’s key")
        : note(own, "the other end does NOT hold its certificate’s key", "bad");
    case "passed-out-of-band":
      return outOfBand(event);
    case "compared":
      return note(own, noteComparison(event), isMatch(event) ? "good" : "bad");
    case "alarm":
      return note(own, `ALARM ${event.code}`, "bad");
    case "certificate-ground":
      return note(
        laneOf(event.owner, attacker ?? (by === "path-attacker" ? "path" : "server")),
        `tries ${grouped(event.tries)} certificates until one fits`,
        "bad",
      );
    case "code-exchanged":
      return note(own, `has the code ${printable(event.code, 40)}`);
    case "seal-keys":
      return note(own, "has keys above the channel", "good");
    case "secret-leaked":
      return note(own, "its client code gives the session secret to the server", "bad");
    case "content-told":
      return note(own, "its client code gives what was said to the server", "bad");
    case "match-shown":
      return note(own, "its client code shows a match all the same", "bad");
    case "operator-given":
      return note(
        "server",
        `its operator is given the private key of the certificate of ${inSentence(END_NAMES[event.owner])}`,
        "bad",
      );
    case "guesses-fixed": {
      const found = guesses.find(({ by, channel }) => by === event.by && channel === event.channel);
      const right = found?.score ? `: ${found.score.right} of ${found.score.of} right` : "";
      return note(
        "server",
        `an observer has guessed ${event.guesses.length} messages from the recording alone${right}`,
      );
    }
    case "hung-up":
      return note(own, "hangs up");
    case "step-skipped":
      return note(
        event.by,
        event.canary === undefined
          ? "does not say the next message"
          : `does not send “${printable(event.canary, 30)}”`,
      );
    case "datagram-injected":
      return note(
        own,
        event.what === "repeated"
          ? `sends ${PEER_NAMES[event.to]} an old record again`
          : `sends ${PEER_NAMES[event.to]} a forged record`,
        "bad",
      );
    case "signal-refused":
      return note("server", `refuses a signal: ${printable(event.code, 30)}`, "bad");
    default:
      return undefined;
  }
}

const LINK_ENDS = {
  failed: "the connection fails",
  aborted: "gives the connection up",
  pending: "still waits for a connection",
} as const;

function laneOfParty(party: Party, attacker: Attacker | undefined): Lane {
  if (isPeer(party)) return party;
  return party === "path-attacker" || (party === "network" && attacker === "path") ? "path" : "server";
}

function outOfBand(event: {
  readonly at: number;
  readonly seq: number;
  readonly from: PeerName;
  readonly to: PeerName;
  readonly value: string;
}): Arrow {
  const { at, seq, from, to, value } = event;
  const read = value.replace(/^sha-256 /, "");
  return {
    kind: "arrow",
    medium: "out-of-band",
    at,
    source: seq,
    from,
    to,
    bothWays: false,
    text: `reads aloud: ${printable(read, 23)}`,
    changed: undefined,
    certificate: undefined,
    recorded: undefined,
    isCandidate: false,
  };
}

/** A browser has no guards of the lab around it. */
function objector(by: Party, stacks: RunStacks): string {
  const stack = by === "alice" || by === "bob" ? stacks[by] : undefined;
  return stack === undefined || stack.stack === "werift"
    ? "werift and the lab’s guards have"
    : `${printable(stack.name, 40)} has`;
}
