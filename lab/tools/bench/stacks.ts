import { createRequire } from "node:module";
import { say } from "./measure.ts";
import type { Stack } from "./transferCalls.ts";

/**
 * werift, and node-datachannel where it is installed: its peers run as native code, so what limits an intercepted call is
 * the interceptor.
 */
export function stacks(): Stack[] {
  try {
    createRequire(import.meta.url).resolve("node-datachannel");
    return ["werift", "node-datachannel"];
  } catch {
    say("node-datachannel is not installed, so only werift is measured.");
    say();
    return ["werift"];
  }
}
