import { spawn } from "node:child_process";
import { resolve } from "node:path";

const OPENERS: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

/** Shows a file in the user's own browser. A machine without one is no error: the path was printed as well. */
export function openInBrowser(file: string): void {
  const [program, ...words] = OPENERS[process.platform] ?? ["xdg-open"];
  const opener = spawn(program, [...words, resolve(file)], { stdio: "ignore", detached: true });
  opener.on("error", () => undefined);
  opener.unref();
}
