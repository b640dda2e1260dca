import * as v from "valibot";

/** What `conformance.json` says of attacks and stacks; the rest of it is for its own page. */
export const stackMatrixSchema = v.object({
  generator: v.literal("webrtc-mitm-lab"),
  schema: v.literal(1),
  startedAt: v.string(),
  stacks: v.array(v.object({ id: v.string(), title: v.string(), version: v.optional(v.string()) })),
  attacks: v.array(
    v.object({
      attack: v.string(),
      stack: v.string(),
      trials: v.array(
        v.object({ as: v.string(), result: v.picklist(["accepted", "refused", "no-control"]) }),
      ),
    }),
  ),
});
export type StackMatrix = v.InferOutput<typeof stackMatrixSchema>;

/** In a symbol and words. A call that does not open without the attack either says nothing of the attack. */
export function stackCell(
  { attacks }: StackMatrix,
  attack: string,
  stack: string,
): { readonly symbol: string; readonly words: string } {
  const trials = attacks
    .filter((cell) => cell.attack === attack && cell.stack === stack)
    .flatMap((cell) => cell.trials)
    .filter(({ result }) => result !== "no-control");
  const accepting = trials.filter(({ result }) => result === "accepted");
  if (trials.length === 0) return { symbol: "?", words: "not tested" };
  if (accepting.length === 0) return { symbol: "■", words: "refused" };
  if (accepting.length === trials.length) return { symbol: "◉", words: "accepted" };
  return {
    symbol: "◉",
    words: `accepted as ${[...new Set(accepting.map((trial) => trial.as))].join(" and ")}`,
  };
}
