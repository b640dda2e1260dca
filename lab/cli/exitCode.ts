import type { Report } from "../../src/report/model/report.ts";

export const EXIT = { asExpected: 0, notAsExpected: 1, usage: 2, inconclusive: 3 } as const;

export function exitCodeOf({ result }: Pick<Report, "result">): number {
  switch (result) {
    case "as-expected":
      return EXIT.asExpected;
    case "not-as-expected":
      return EXIT.notAsExpected;
    case "inconclusive":
    case "harness-error":
      return EXIT.inconclusive;
  }
}
