import type { Trial } from "../../../lab/conformance/attacks/attackCell.ts";
import type { Outcome } from "../../../lab/conformance/outcome.ts";
import type { Conformance } from "../../../lab/conformance/result.ts";

/** A result with one cell for each outcome, and one stack for each word of the second table. */
export function resultWith(
  outcomes: readonly Outcome[],
  trials: readonly (readonly Trial[])[] = [],
): Conformance {
  const stacks = ["werift", "wrtc", "pion", "aiortc"] as const;
  return {
    schema: 1,
    generator: "webrtc-mitm-lab",
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 61_000,
    environment: { node: "20.0.0", platform: "linux x64", processors: 2 },
    stacks: [
      ...stacks.map((id) => ({ id, title: id, version: "1.0 <b>" })),
      { id: "gstreamer", title: "GStreamer", missing: "no webrtcbin <i>" },
    ],
    features: outcomes.map((_, index) => ({ id: `feature-${index}`, title: `feature ${index}` })),
    cells: outcomes.map((outcome, index) => ({
      offerer: "werift",
      answerer: "wrtc",
      feature: `feature-${index}`,
      outcome,
      firstFailures: index === 0 ? ["intercepted: too slow"] : [],
      durationMs: 1,
    })),
    attacks: trials.flatMap((each, index) => {
      const stack = stacks[index];
      return stack ? [{ attack: "wrong-fingerprint", stack, trials: each }] : [];
    }),
  };
}
