import type { Association13 } from "../handshake/association.ts";

/**
 * Pairs of different records of one side with the same epoch and sequence number, so with the same key and nonce (RFC 8446
 * §5.3, RFC 9147 §4). "unknown": numbers are encrypted, and some record did not open; a pair that is found counts all the same.
 */
export interface NonceReport13 {
  readonly reused: readonly { readonly packets: readonly [number, number] }[];
  readonly isWhole: boolean;
}

export function nonceReuse13({ records }: Association13): NonceReport13 {
  const seen = new Map<string, { packet: number; digest: string }>();
  const reused: { packets: readonly [number, number] }[] = [];
  const sealed = records.filter(({ form }) => form === "ciphertext");
  for (const { packet, from, inside, digest } of sealed) {
    if (inside === undefined) continue;
    const number = `${from} ${inside.epoch} ${inside.sequence}`;
    const first = seen.get(number);
    if (first === undefined) seen.set(number, { packet, digest });
    else if (first.digest !== digest) reused.push({ packets: [first.packet, packet] });
  }
  return { reused, isWhole: sealed.every(({ inside }) => inside !== undefined) };
}
