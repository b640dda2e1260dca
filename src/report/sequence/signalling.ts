import * as v from "valibot";
import { shortFingerprint } from "../../run/certificates.ts";
import { fingerprintsOf } from "../../sdp/fingerprint.ts";
import { SdpParseError } from "../../sdp/sdpParseError.ts";
import type { TraceEvent } from "../../trace/events.ts";
import type { PeerName } from "../../trace/parties.ts";
import { PEER_NAMES } from "../model/parties.ts";
import { printable } from "../model/printable.ts";
import type { Arrow } from "./row.ts";

/** Every signal that reached or left the server. One that the other peer never sent as it is, is marked. */
export function signallingRows(events: readonly TraceEvent[]): Arrow[] {
  const waiting = new Map<string, number>();
  return events.flatMap((event): Arrow[] => {
    if (event.kind === "signal-received") {
      const key = `${event.from} ${event.raw}`;
      waiting.set(key, (waiting.get(key) ?? 0) + 1);
      return [{ ...signal(event), from: event.from, to: "server", changed: undefined }];
    }
    if (event.kind !== "signal-sent") return [];
    const sender: PeerName = event.to === "alice" ? "bob" : "alice";
    const key = `${sender} ${event.raw}`;
    const left = waiting.get(key) ?? 0;
    waiting.set(key, left - 1);
    const changed = left > 0 ? undefined : `not what ${PEER_NAMES[sender]} sent`;
    return [{ ...signal(event), from: "server", to: event.to, changed }];
  });
}

function signal({ seq, at, raw }: { seq: number; at: number; raw: string }) {
  const { text, isCandidate } = describe(raw);
  return {
    kind: "arrow",
    medium: "signalling",
    at,
    source: seq,
    bothWays: false,
    text,
    isCandidate,
    certificate: undefined,
    recorded: undefined,
  } as const;
}

const signalSchema = v.object({
  type: v.string(),
  sdp: v.optional(v.string()),
  candidate: v.optional(v.nullable(v.string())),
});

function describe(raw: string): { text: string; isCandidate: boolean } {
  const parsed = v.safeParse(signalSchema, parseJson(raw));
  if (!parsed.success) return { text: printable(raw, 40), isCandidate: false };
  const { type, sdp, candidate } = parsed.output;
  if (sdp !== undefined) {
    return { text: `${printable(type, 20)}, fingerprint ${fingerprintIn(sdp)}`, isCandidate: false };
  }
  if (typeof candidate === "string") {
    const [, , , , address, port] = candidate.split(" ");
    const place = address && port ? ` ${printable(`${address}:${port}`, 40)}` : "";
    return { text: `candidate${place}`, isCandidate: true };
  }
  return { text: printable(type, 40), isCandidate: false };
}

function fingerprintIn(sdp: string): string {
  try {
    const all = fingerprintsOf(sdp).map(({ fingerprint }) => shortFingerprint(fingerprint.value));
    return all.length === 0 ? "none" : all.slice(0, 3).join(", ");
  } catch (error) {
    if (error instanceof SdpParseError) return "unreadable";
    throw error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
