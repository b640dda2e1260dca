import { hash, randomBytes } from "node:crypto";
import { performance } from "node:perf_hooks";
import { parentPort } from "node:worker_threads";
import { digestOfBothWith } from "../../../src/comparison/digests.ts";
import { grind } from "../../../src/comparison/grind.ts";

/** About as long as a self-signed certificate of a WebRTC peer. */
const CERTIFICATE_BYTES = 300;
const TRIES = 300_000;
const template = {
  der: randomBytes(CERTIFICATE_BYTES),
  mutable: { offset: CERTIFICATE_BYTES - 6, length: 6 },
};
const codeWith = digestOfBothWith(randomBytes(32));

search(TRIES / 10); // until the code is compiled
parentPort?.postMessage({ tries: perSecond(search), hashes: perSecond(bareHashes) });

/** The attacker's loop: a certificate's hash and a code of two of them, for a target that is never met. */
function search(tries: number): void {
  grind({ template, maxTries: tries, accept: (digestHex) => codeWith(digestHex).startsWith("never") });
}

/** The yardstick: the hash of a certificate and nothing else. */
function bareHashes(tries: number): void {
  for (let number = 0; number < tries; number += 1) hash("sha256", template.der, "hex");
}

function perSecond(work: (tries: number) => void): number {
  const start = performance.now();
  work(TRIES);
  return TRIES / ((performance.now() - start) / 1000);
}
