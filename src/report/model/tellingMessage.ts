import type { RunMessage } from "../../run/messages.ts";
import type { Run } from "../../run/run.ts";

/**
 * The one message that shows a reader most: the first text; where an application that others wrote sends binary only, the first
 * that holds what a person said; else the first.
 */
export function tellingMessage(
  messages: readonly RunMessage[],
  { canaries }: Pick<Run, "canaries">,
): RunMessage | undefined {
  const said = new Set(canaries.flatMap(({ sentIn }) => sentIn));
  return (
    messages.find(({ sent }) => sent?.type === "text") ??
    messages.find(({ sent }) => sent && said.has(sent.seq)) ??
    messages[0]
  );
}
