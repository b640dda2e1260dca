import { constants } from "node:os";
import type { Report } from "../../src/report/model/report.ts";

/** `help.ts` and README.md say the same to the user. */
export const EXIT = { asExpected: 0, notAsExpected: 1, usage: 2, inconclusive: 3 } as const;

export function exitCodeOf({ result }: Pick<Report, "result">): number {
  switch (result) {
    case "as-expected":
    case "observed":
      return EXIT.asExpected;
    case "not-as-expected":
      return EXIT.notAsExpected;
    case "inconclusive":
    case "harness-error":
      return EXIT.inconclusive;
  }
}

/** As a shell says it of a program that a signal ended: 130 for Ctrl-C. */
export function exitCodeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
