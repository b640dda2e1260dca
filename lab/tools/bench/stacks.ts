import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { say } from "./measure.ts";
import type { Stack } from "./transferCalls.ts";

/**
 * werift, and node-datachannel where `folder` has it: its peers run as native code, so what limits an intercepted
 * call is the interceptor. It is no dependency of the lab: `npm install --prefix FOLDER node-datachannel`.
 */
export function stacks(folder: string | undefined): Stack[] {
  const werift: Stack = { name: "werift" };
  const name = "node-datachannel";
  if (folder !== undefined && existsSync(join(folder, "node_modules", name)))
    return [werift, { name, folder: resolve(folder) }];
  say(
    `${name} is not here, so only werift is measured. To add it: npm install --prefix FOLDER ${name}, and --stacks FOLDER`,
  );
  say();
  return [werift];
}
