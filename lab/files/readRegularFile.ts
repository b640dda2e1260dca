import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/** Larger than any file of a run, and small enough that Node.js can make one text of it. */
export const MAX_FILE_BYTES = 256 << 20;

/**
 * Reads a file that somebody else may have put there: a pipe, a device or a directory of that name, a link to elsewhere, or
 * a file without end must not keep the lab waiting or fill its memory.
 * @throws Error when it is not there, no regular file, or larger than `maxBytes`
 */
export function readRegularFile(path: string, maxBytes = MAX_FILE_BYTES): Buffer {
  // Without O_NONBLOCK opening a pipe waits for a writer.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(fd);
    if (!stats.isFile()) throw new Error(`${path} is no regular file`);
    if (stats.size > maxBytes)
      throw new Error(`${path} has ${stats.size} bytes, and at most ${maxBytes} are read`);
    return readFileSync(fd);
  } finally {
    closeSync(fd);
  }
}
