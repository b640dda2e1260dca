import { type ChildProcess, spawn } from "node:child_process";

/**
 * If this process is killed, nobody else would end a browser that it started. A shell does: its standard input ends with
 * this process, and then it kills the process group.
 */
export function guardGroup(leader: number): ChildProcess {
  // Not `kill -KILL --`, which some shells take for a number.
  const shell = spawn("/bin/sh", ["-c", 'read -r _; kill -s KILL -- "-$1"', "sh", String(leader)], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => undefined);
  shell.stdin?.on("error", () => undefined);
  return shell;
}
