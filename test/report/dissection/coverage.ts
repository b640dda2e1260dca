import type { Field } from "../../../src/report/dissection/field.ts";

/** Where fields leave a byte out, have one twice, or end beyond the bytes. Empty: each byte is in one field. */
export function coverageFaults(fields: readonly Field[], length: number): string[] {
  const times = new Array<number>(length).fill(0);
  const faults: string[] = [];
  for (const { name, from, to } of fields) {
    if (from >= to || to > length) faults.push(`${name} is ${from} to ${to} of ${length}`);
    for (let at = from; at < to; at += 1) times[at] = (times[at] ?? 0) + 1;
  }
  for (const [at, count] of times.entries()) if (count !== 1) faults.push(`byte ${at} is in ${count} fields`);
  return faults;
}

/** The bytes of every field of this name, in order. */
export function bytesOf(fields: readonly Field[], name: string, bytes: Uint8Array): Uint8Array[] {
  return fields.filter((field) => field.name === name).map(({ from, to }) => bytes.subarray(from, to));
}
