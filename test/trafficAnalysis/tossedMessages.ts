import { readAssociation } from "../../src/dtls/handshake/association.ts";
import type { Recording } from "../../src/run/recording.ts";

export interface SyntheticMessage {
  /** Bytes of the protected record. */
  readonly length: number;
  /** Milliseconds after the message before. */
  readonly gapMs: number;
  readonly from?: "a" | "b";
  readonly epoch?: number;
}

/** A recording of protected records between Alice ("a") and Bob ("b"): lengths and times, no content. */
export function recordingWith(messages: readonly SyntheticMessage[]): Recording {
  let atMs = 0;
  const datagrams: Recording["datagrams"][number][] = [];
  const records = messages.map(({ length, gapMs, from = "a", epoch = 1 }, index) => {
    const packet = index + 1;
    atMs += gapMs;
    const ends =
      from === "a" ? ({ from: "alice", to: "bob" } as const) : ({ from: "bob", to: "alice" } as const);
    datagrams.push({
      packet,
      atMs,
      ...ends,
      protocol: "dtls",
      isMarker: false,
      payload: new Uint8Array(),
      deliveries: 1,
    });
    return {
      packet,
      from,
      contentType: "application_data" as const,
      epoch,
      sequence: packet,
      length,
      explicitNonce: undefined,
    };
  });
  const association = { ...readAssociation([]), records };
  return {
    datagrams,
    associations: [{ ends: ["alice", "bob"], call: 1, dtls: "1.2", datagrams: [], association }],
  };
}

/** Coins of a seeded generator (a linear congruence), so that a test is the same every time. */
export function seededCoins(count: number, seed = 1): (0 | 1)[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 31 === 1 ? 1 : 0;
  });
}
