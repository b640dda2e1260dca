import { lstatSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * Which process writes an unfinished directory. Its number alone says little: in another container, or on another machine that
 * shares the directory, the same number is another process.
 */
export const OWNER_FILE = ".owner";

export function ownerText(pid = process.pid): string {
  return `${pid} ${processSpace()}\n`;
}

/** True only when the process that left this can be seen to be gone: it ran here, as this user, and nothing has its number. */
export function isGone(text: string, directory: string): boolean {
  const [pid = "", ...space] = text.trimEnd().split(" ");
  if (!/^\d+$/.test(pid) || space.join(" ") !== processSpace()) return false;
  if (lstatSync(directory, { throwIfNoEntry: false })?.uid !== (process.getuid?.() ?? 0)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

/** Where process numbers mean what they mean here. */
function processSpace(): string {
  try {
    return `${hostname()} ${readlinkSync("/proc/self/ns/pid")}`;
  } catch {
    return hostname();
  }
}
