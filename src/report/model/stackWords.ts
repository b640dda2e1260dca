import type { Page } from "./page.ts";

/**
 * The stack under test, as every report names it: werift alone would check no possession, and would use nonces twice, so a
 * reader must not take the lab's guards for werift.
 */
export function stackWords({ scenario, report }: Pick<Page, "scenario" | "report">): string {
  const continued = scenario.calls.every(({ dangerSkipNonceGuard }) => dangerSkipNonceGuard !== true);
  const guards = [
    "possession and Finished checked",
    continued
      ? "record numbers continued after the handshake"
      : "record numbers left as werift has them, which uses nonces twice",
    "candidates kept on this machine",
  ];
  return `werift ${report.environment.werift} with the lab's guards (${guards.join(", ")})`;
}
