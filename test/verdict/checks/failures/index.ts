import type { CheckKind } from "../../../../src/contract/check.ts";
import { BROWSERS } from "./browsers.ts";
import { DECRYPTION } from "./decryption.ts";
import { EXCHANGE_BREAKS } from "./exchangeBreaks.ts";
import { EXPECTATIONS } from "./expectations.ts";
import type { Failure } from "./failure.ts";
import { MEMORY } from "./memory.ts";
import { OBSERVERS } from "./observers.ts";
import { SIGNALLING } from "./signalling.ts";

/** How each check has been seen to fail. A check that is not here would be one that nobody has seen fail. */
export const FAILURES: Readonly<Record<CheckKind, readonly Failure[]>> = {
  ...EXPECTATIONS,
  ...SIGNALLING,
  ...DECRYPTION,
  ...OBSERVERS,
  ...MEMORY,
  ...BROWSERS,
  ...EXCHANGE_BREAKS,
};
