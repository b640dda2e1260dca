import type { AttackCell } from "./attacks/attackCell.ts";
import type { Cell } from "./pair.ts";
import type { StackId } from "./stacks.ts";

/** A stack of this run: what was found, or what is missing. */
export type StackRow =
  | { readonly id: StackId; readonly title: string; readonly version: string }
  | { readonly id: StackId; readonly title: string; readonly missing: string };

/** All that conformance.json holds. */
export interface Conformance {
  readonly schema: 1;
  readonly generator: "webrtc-mitm-lab";
  readonly startedAt: string;
  readonly durationMs: number;
  readonly environment: { readonly node: string; readonly platform: string; readonly processors: number };
  readonly stacks: readonly StackRow[];
  readonly features: readonly { readonly id: string; readonly title: string }[];
  readonly cells: readonly Cell[];
  readonly attacks: readonly AttackCell[];
}
