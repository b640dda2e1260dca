import type { RunMessage, SeenContent } from "../../run/messages.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import { printable } from "../model/printable.ts";
import type { Message, Sight } from "./row.ts";

/** What is known of those who look on. */
export interface Observers {
  /** The observers' logs have their end marks, so their silence means that they could not read. */
  readonly logComplete: boolean;
  /** Whether content stands in the capture in clear. */
  readonly recorder: Sight;
}

/** One message of the conversation, with what became of it on the way and at the other peer. */
export function messageRow(
  { from, to, attacker, sent, sealed, read, injected, received }: RunMessage,
  { logComplete, recorder }: Observers,
): Message | undefined {
  const first = sent ?? received;
  if (!first) return undefined;
  const base = {
    kind: "message",
    at: first.at,
    source: first.seq,
    from,
    to,
    attacker,
    bytes: first.bytes,
    recorder,
    injected: injected !== undefined,
  } as const;
  if (!sent) {
    return {
      ...base,
      text: injected ? `(${PEER_NAMES[from]} says nothing here)` : "(nobody sent what arrived here)",
      onTheWay: injected ? "open" : "unknown",
      receiver: "open",
      replacement: excerpt(first),
    };
  }
  return {
    ...base,
    text: excerpt(sent),
    onTheWay: read && !sealed ? "open" : logComplete ? "closed" : "unknown",
    receiver: received ? "open" : "nothing",
    replacement: received && received.sha256 !== sent.sha256 ? excerpt(received) : undefined,
  };
}

/** The beginning of a message as text that is safe to show. */
function excerpt({ type, bytes, head }: Pick<SeenContent, "type" | "bytes" | "head">): string {
  const text = printable(Buffer.from(head, "base64").toString("utf8"), 90);
  return type === "text" ? `“${text}”` : `${bytes} bytes, binary: “${printable(text, 50)}”`;
}
