import { shortCode } from "../../comparison/shortCode.ts";
import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { callAt, type PeerCall } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { certificateFingerprint } from "../../sdp/fingerprint.ts";
import type { Case } from "../case.ts";

/**
 * Where certificates were ground: do the peers of that call see different certificates that give the same code? The
 * codes are made here, from the certificates; that the search took the reported number of tries is the attacker's word.
 */
export function grinding({ run }: Case): Check[] {
  const ground = run.facts["certificate-ground"];
  if (ground.length === 0) return [];
  const findings = ground.map((fact) => judge(run, fact));
  const failed = findings.filter(({ ok }) => ok === false);
  const open = findings.filter(({ ok }) => ok === null);
  const told = [failed, open, findings].find((some) => some.length > 0) ?? [];
  return [
    {
      id: "grinding",
      claim: "the short codes that the two people see, computed here from their certificates, are",
      expected: "one code from different certificates, after at least one try",
      observed: told.map(({ observed }) => observed).join("; "),
      ok: failed.length > 0 ? false : open.length > 0 ? null : true,
      basis: findings.flatMap(({ basis }) => basis),
    },
  ];
}

type Ground = Run["facts"]["certificate-ground"][number];

function judge(run: Run, ground: Ground): Pick<Check, "observed" | "ok" | "basis"> {
  const call = callAt(run.calls, ground.seq);
  const alice = call && screenOf(call.peers.alice);
  const bob = call && screenOf(call.peers.bob);
  const basis = [...(alice?.basis ?? []), ...(bob?.basis ?? []), ground.seq];
  const finding = (observed: string, ok: boolean | null) => ({ observed, ok, basis });
  if (!alice || !bob) return finding("unknown: not both peers were shown a certificate", null);
  if (alice.code !== bob.code) return finding(`two codes, ${alice.code} and ${bob.code}`, false);
  if (alice.certificates === bob.certificates) return finding("one code, from the same certificates", false);
  const shown = run.certificates.of(ground.certificate)?.fingerprint;
  if (![alice, bob].some(({ delivered }) => delivered === shown))
    return finding("one code, but the certificate that was ground was shown to nobody", false);
  return ground.tries < 1
    ? finding("one code, but not one certificate was tried", false)
    : finding(`one code from different certificates, ${alice.code}, after ${ground.tries} tries`, true);
}

/** What one peer's screen shows, and the two certificates behind it. */
function screenOf({ own, delivered }: PeerCall) {
  if (!own || !delivered) return undefined;
  const theirs = delivered.certificate;
  return {
    code: shortCode(16).readAloud({
      mine: certificateFingerprint(own.der, "sha-256"),
      theirs: certificateFingerprint(theirs.der, "sha-256"),
    }),
    certificates: [own.fingerprint, theirs.fingerprint].sort().join(" "),
    delivered: theirs.fingerprint,
    basis: linesOf(own, delivered),
  };
}
