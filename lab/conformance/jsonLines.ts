import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

/** Calls `hear` with each line of `input`, parsed. A line that is no JSON is given to `other` as it is. */
export function hearLines(
  input: Readable,
  hear: (value: unknown) => void,
  other: (line: string) => void = () => undefined,
): void {
  createInterface({ input }).on("line", (line) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      other(line);
      return;
    }
    hear(value);
  });
}

export function tellLine(output: Writable, value: object): void {
  output.write(`${JSON.stringify(value)}\n`);
}
