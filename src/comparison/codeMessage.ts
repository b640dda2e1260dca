import * as v from "valibot";
import type { CodeMessage } from "./codeExchange.ts";

const bytes = v.pipe(
  v.string(),
  v.regex(/^([0-9a-f]{2}){1,64}$/),
  v.transform((hex): Uint8Array => Buffer.from(hex, "hex")),
);
const schema = v.variant("kind", [
  v.object({ kind: v.literal("commitment"), commitment: bytes }),
  v.object({ kind: v.literal("reveal"), value: bytes, nonce: bytes }),
]);

/** A message of the code exchange as one line of JSON, its bytes in hexadecimal. */
export function encodeCodeMessage(message: CodeMessage): Uint8Array {
  const hex = (value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value);
  return Buffer.from(
    JSON.stringify(Object.fromEntries(Object.entries(message).map(([key, value]) => [key, hex(value)]))),
  );
}

/** Parses what arrived on the channel; whoever sent it may be an interceptor. Undefined: no such message. */
export function decodeCodeMessage(text: string): CodeMessage | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}
