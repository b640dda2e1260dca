import type { Call, PeerName } from "../call.ts";
import type { Ability } from "../protocol.ts";

/** Something that two stacks can do with each other, done the same way directly and through the interceptor. */
export interface Feature {
  readonly id: string;
  readonly title: string;
  /** What the peers' stacks must have for it. */
  readonly needs: Readonly<Partial<Record<PeerName, readonly Ability[]>>>;
  readonly settings?: {
    readonly iceLite?: PeerName;
    readonly media?: boolean;
    readonly describe?: (sdp: string, type: "offer" | "answer") => string;
  };
  /** Performed only where asked for, because it takes long. */
  readonly long?: true;
  /** Of the whole cell. */
  readonly deadlineMs: number;
  /** Sent messages may be lost by the channel's own rule: what arrived must have been sent, and read. */
  readonly mayLose?: true;
  /** @throws ConformanceError when it fails, with what was seen. */
  perform(call: Call): Promise<void>;
}

export const BOTH = (ability: Ability) => ({ alice: [ability], bob: [ability] });

/** Alice makes a channel and calls; resolves when both have it open. */
export async function connect(call: Call, label = "chat"): Promise<void> {
  await call.channel("alice", label);
  await call.offer("alice");
  await call.untilOpen(label);
}

/** A message of each type from each end, and all of them arrived. */
export async function bothWays(call: Call, label: string, seed: string): Promise<void> {
  for (const from of ["alice", "bob"] as const) {
    for (const type of ["text", "binary"] as const)
      await call.send(from, { label, type, seed: `${seed}, ${type} of ${from} – ü €` });
  }
  await call.untilAllArrived();
}
