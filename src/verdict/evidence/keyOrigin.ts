import { createPrivateKey, X509Certificate } from "node:crypto";
import { type Case, ownCertificates } from "../../run/case.ts";
import { secretsOf } from "../../run/secrets.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../../trace/events.ts";
import type { PeerName } from "../../trace/parties.ts";
import type { Evidence } from "../contract.ts";
import { foundIn, isSearchedEverywhere, searchWorked, whoHoldsWhat, whyNotSearched } from "./whoHoldsWhat.ts";

type KeyOrigin = Evidence["keyOrigin"]["alice"];

/**
 * Where the private key of the peer's certificate was: in the memory of the peer's own process and of no other actor,
 * or elsewhere too. It rests on the memory search; what the peer says of itself is not enough. It does not prove that
 * nobody outside the four actors had the key.
 */
export function keyOrigin({ trace }: Case, peer: PeerName): KeyOrigin {
  const made = ownCertificates(trace, peer).at(-1);
  if (!made) return { value: "unknown", basis: [], because: `no trace of how ${peer} came to its key` };
  const unknown = (why: string): KeyOrigin => ({
    value: "unknown",
    basis: [made.seq],
    because: `${why}; process ${made.pid}, which is ${nameOf(trace, made.pid)}, reported that it made the key`,
  });
  const why = whyNotSearched(trace);
  if (why !== undefined) return unknown(why);
  const key = secretsOf(trace).find(
    (secret) => secret.what === "certificate-key" && belongsTo(secret.pkcs8, made),
  );
  const table = whoHoldsWhat(trace);
  const row = table.find(({ id }) => id === key?.id);
  if (!row || !isSearchedEverywhere(row)) return unknown("memory was not searched for this key");
  const basis = [made.seq, ...row.basis, ...eventsOf(trace, "memory-searched").map(({ seq }) => seq)];
  const holders = foundIn(row);
  const others = holders.filter((actor) => actor !== peer);
  if (others.length > 0)
    return { value: "elsewhere", basis, because: `the key stood in the memory of ${others.join(" and ")}` };
  if (holders.length === 0) return unknown("the search did not find the key even in its owner's memory");
  if (!searchWorked(table)) return unknown("the memory search did not find its own markers");
  const count = row.found[peer]?.count ?? 0;
  return {
    value: "own-process",
    basis,
    because: `the key stood in ${peer}'s memory (${count} copies) and in no other actor's`,
  };
}

function belongsTo(pkcs8: Uint8Array, { certificate }: EventOf<"key-made">): boolean {
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
    return new X509Certificate(Buffer.from(certificate, "base64")).checkPrivateKey(key);
  } catch {
    return false; // not a key, or not a certificate: nothing that belongs together
  }
}

function nameOf(trace: readonly TraceEvent[], pid: number): string {
  return eventsOf(trace, "actor-started").find((event) => event.pid === pid)?.name ?? "no actor";
}
