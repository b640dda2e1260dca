import type { Moment } from "../../../run/moments.ts";
import type { Row } from "../../sequence/row.ts";

/** What a line of the trace tells of. */
export type MomentKind = Moment["event"]["kind"];

/** What a call comes to, one after the other. */
export const STAGES = ["keys", "signalling", "path", "handshake", "decision", "conversation"] as const;
export type Stage = (typeof STAGES)[number];

export const STAGE_NAMES: Readonly<Record<Stage, string>> = {
  keys: "Keys and certificates are made",
  signalling: "Through the signalling server",
  path: "ICE looks for a path",
  handshake: "The DTLS handshake",
  decision: "Each peer decides",
  conversation: "What is said, and compared",
};

/** @param kind of the trace line that the row rests on; undefined for what only the capture shows */
export function stageOf(row: Row, kind: MomentKind | undefined): Stage {
  if (row.kind === "arrow" && row.medium !== "out-of-band") return STAGE_OF_MEDIUM[row.medium];
  if (row.kind === "note" && kind !== undefined) return STAGE_OF_FACT.get(kind) ?? "conversation";
  if (row.kind === "fold" && row.text.includes("candidates")) return "signalling";
  return "conversation";
}

const STAGE_OF_MEDIUM = { signalling: "signalling", ice: "path", dtls: "handshake" } as const;

const STAGE_OF_FACT: ReadonlyMap<MomentKind, Stage> = new Map([
  ["key-made", "keys"],
  ["key-received", "keys"],
  ["certificate-ground", "keys"],
  ["signal-refused", "signalling"],
  ["possession-checked", "decision"],
  ["link", "decision"],
]);
