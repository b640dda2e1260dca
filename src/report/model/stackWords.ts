import type { RunStacks } from "../../run/stacks.ts";
import type { Page } from "./page.ts";
import { printable } from "./printable.ts";

/**
 * The stack under test, as every report names it: werift alone checks no possession and uses nonces twice, so a reader must
 * not take the lab's guards for werift.
 */
export function stackWords(page: Pick<Page, "scenario" | "report" | "run">): string {
  const { alice, bob } = page.run.stacks;
  if (isWerift(alice) && isWerift(bob)) return weriftWords(page);
  const of = (stack: RunStacks["alice"]) =>
    isWerift(stack) ? weriftWords(page) : `${printable(stack?.name ?? "", 40)}, as it is`;
  return `Alice: ${of(alice)}; Bob: ${of(bob)}`;
}

function isWerift(stack: RunStacks["alice"]): boolean {
  return stack === undefined || stack.stack === "werift";
}

function weriftWords({ scenario, report }: Pick<Page, "scenario" | "report">): string {
  const skipped = new Set(scenario.calls.flatMap(({ dangerSkipGuards = [] }) => dangerSkipGuards));
  const guards = [
    skipped.has("possession")
      ? "possession NOT checked in this scenario, as in werift alone"
      : "possession and Finished checked",
    skipped.has("nonce")
      ? "record numbers NOT continued in this scenario, so that nonces come twice as in werift alone"
      : "record numbers continued after the handshake",
    skipped.has("replay")
      ? "repeated records TAKEN in this scenario, as in werift alone"
      : "repeated records dropped",
    "candidates kept on this machine",
  ];
  return `werift ${report.environment.werift} with the lab's guards (${guards.join(", ")})`;
}
