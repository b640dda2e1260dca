import { type KnownCertificate, shortFingerprint } from "../../run/certificates.ts";
import type { TraceEvent } from "../../trace/events.ts";
import type { EndName } from "../../trace/parties.ts";
import { isPeer } from "../model/parties.ts";
import { printable } from "../model/printable.ts";
import type { Arrow, Note, Row } from "./row.ts";

/** What happens at one party, or between the people themselves. Undefined: the picture does without it. */
export function noteRow(event: TraceEvent, certificates: readonly KnownCertificate[]): Row | undefined {
  switch (event.kind) {
    case "key-made": {
      const short = certificates.find(({ seq }) => seq === event.seq)?.fingerprint ?? "";
      const forLeg = isPeer(event.owner)
        ? ""
        : `, for its leg to ${event.owner === "alice-leg" ? "Alice" : "Bob"}`;
      return note(event, event.owner, `makes a key pair and certificate ${shortFingerprint(short)}${forLeg}`);
    }
    case "link":
      return event.state === "connected"
        ? note(event, laneOf(event), "connected: WebRTC has no objection", "good")
        : note(event, laneOf(event), LINK_ENDS[event.state], "bad");
    case "possession-checked":
      return event.result === "proven"
        ? note(event, laneOf(event), "the other end holds its certificate’s key")
        : note(event, laneOf(event), "the other end does NOT hold its certificate’s key", "bad");
    case "passed-out-of-band":
      return outOfBand(event);
    case "compared":
      return event.heard === event.expected
        ? note(event, laneOf(event), `hears the ${comparedWith(event.method)}`, "good")
        : note(event, laneOf(event), `does NOT hear the ${comparedWith(event.method)}`, "bad");
    case "alarm":
      return note(event, laneOf(event), `ALARM ${printable(event.code, 40)}`, "bad");
    case "certificate-ground":
      return note(event, event.owner, `tries ${event.tries} certificates until one fits`, "bad");
    case "code-exchanged":
      return note(event, laneOf(event), `has the code ${printable(event.code, 40)}`);
    case "secret-leaked":
      return note(event, laneOf(event), "its client code gives the session secret to the server", "bad");
    case "operator-given":
      return note(
        event,
        "server",
        `is given the private key of ${event.owner === "alice" ? "Alice" : "Bob"}’s certificate`,
        "bad",
      );
    case "guesses-fixed":
      return note(event, "server", `has guessed ${event.guesses.length} messages from the recording alone`);
    case "hung-up":
      return note(event, laneOf(event), "hangs up");
    case "step-skipped":
      return note(
        event,
        event.by,
        event.canary === undefined
          ? "does not say the next message"
          : `does not send “${printable(event.canary, 30)}”`,
      );
    case "signal-refused":
      return note(event, "server", `refuses a signal: ${printable(event.code, 30)}`, "bad");
    default:
      return undefined;
  }
}

function note(event: TraceEvent, lane: EndName | "server", text: string, tone: Note["tone"] = "plain"): Note {
  return { kind: "note", at: event.at, source: event.seq, lane, text, tone };
}

const LINK_ENDS = {
  failed: "the connection fails",
  aborted: "gives the connection up",
  pending: "still waits for a connection",
} as const;

function comparedWith(method: string): string {
  return method === "full-fingerprint" ? "fingerprint that DTLS delivered" : "code on its own screen";
}

function laneOf({ actor }: TraceEvent): "alice" | "bob" | "server" {
  return isPeer(actor) ? actor : "server";
}

function outOfBand({ at, seq, from, to, value }: Extract<TraceEvent, { kind: "passed-out-of-band" }>): Arrow {
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
