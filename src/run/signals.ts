import * as v from "valibot";
import { replaceSignals } from "../sdp/embeddedSignals.ts";
import type { PeerName } from "../trace/parties.ts";
import type { Moment } from "./moments.ts";

/** One signal at the server, as its log has it. All of `raw` is a peer's or the attacker's choice. */
export interface Signal {
  readonly direction: "received" | "sent";
  /** Who sent it to the server, or to whom the server sent it. */
  readonly peer: PeerName;
  readonly raw: string;
  readonly content: SignalContent;
  /** As of the moment: it is not what its sender, or the other peer, sent. */
  readonly changed: boolean;
  readonly seq: number;
  readonly at: number;
}

export type SignalContent =
  | { readonly kind: "description"; readonly type: string; readonly sdp: string }
  | { readonly kind: "candidate"; readonly candidate: string }
  | { readonly kind: "other"; readonly type: string | undefined };

/** The server's log of one call. What stands in it is what the server wrote down, not what the peers say. */
export function signalsOf(moments: readonly Moment[]): Signal[] {
  return moments.flatMap(({ event, changed }): Signal[] => {
    if (event.kind !== "signal-received" && event.kind !== "signal-sent") return [];
    const { raw, seq, at } = event;
    const way =
      event.kind === "signal-received"
        ? ({ direction: "received", peer: event.from } as const)
        : ({ direction: "sent", peer: event.to } as const);
    return [{ ...way, raw, content: contentOf(raw), changed, seq, at }];
  });
}

const signalSchema = v.object({
  type: v.string(),
  sdp: v.optional(v.string()),
  candidate: v.optional(v.nullable(v.string())),
});

function contentOf(raw: string): SignalContent {
  const parsed = v.safeParse(signalSchema, parseJson(raw));
  if (!parsed.success) return embeddedIn(raw, undefined);
  const { type, sdp, candidate } = parsed.output;
  if (sdp !== undefined) return { kind: "description", type, sdp };
  return typeof candidate === "string" ? { kind: "candidate", candidate } : embeddedIn(raw, type);
}

/** An application that others wrote has frames of its own: the first description in it, or else the first candidate. */
function embeddedIn(raw: string, type: string | undefined): SignalContent {
  const found: SignalContent[] = [];
  replaceSignals(raw, {
    description(description) {
      found.unshift({ kind: "description", ...description });
      return description.sdp;
    },
    candidate(candidate) {
      found.push({ kind: "candidate", candidate });
      return candidate;
    },
  });
  return found[0] ?? { kind: "other", type };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
