import { COMPARISON_METHODS } from "../../comparison/index.ts";
import type { DirectMethod } from "../../comparison/method.ts";
import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { callAt, type PeerCall } from "../../run/calls.ts";
import type { Run } from "../../run/run.ts";
import { certificateFingerprint } from "../../sdp/fingerprint.ts";
import type { Case } from "../case.ts";

/**
 * Where certificates were ground: do the two people of that call read what the other expects, although they see different
 * certificates? The texts are made here, from the certificates, by the method that the scenario's script compares with;
 * that the search took the reported number of tries is the attacker's word.
 */
export function grinding({ run, scenario }: Case): Check[] {
  const ground = run.facts["certificate-ground"];
  // Where nobody foretold the run, people may compare by another method than the one that was searched for.
  if (ground.length === 0 || scenario.expect === undefined) return [];
  const method = groundMethod(scenario);
  const findings = ground.map((fact) => judge(run, fact, method));
  const failed = findings.filter(({ ok }) => ok === false);
  const open = findings.filter(({ ok }) => ok === null);
  const told = [failed, open, findings].find((some) => some.length > 0) ?? [];
  return [
    {
      id: "grinding",
      claim:
        "what the two people read and what they expect to hear, computed here from their certificates, are",
      expected: "equal, from different certificates, after at least one try",
      observed: told.map(({ observed }) => observed).join("; "),
      ok: failed.length > 0 ? false : open.length > 0 ? null : true,
      basis: findings.flatMap(({ basis }) => basis),
    },
  ];
}

/** What certificates are ground for: the method made from certificates alone that people compare with. */
function groundMethod({ calls }: Case["scenario"]): DirectMethod {
  for (const { script } of calls) {
    for (const step of script) {
      const method = step.step === "compare" ? COMPARISON_METHODS[step.method] : undefined;
      if (method?.binds === "certificates" && !method.exchange) return method;
    }
  }
  return COMPARISON_METHODS["full-fingerprint"];
}

type Ground = Run["facts"]["certificate-ground"][number];

function judge(run: Run, ground: Ground, method: DirectMethod): Pick<Check, "observed" | "ok" | "basis"> {
  const call = callAt(run.calls, ground.seq);
  const alice = call && textsOf(call.peers.alice, method);
  const bob = call && textsOf(call.peers.bob, method);
  const basis = [...(alice?.basis ?? []), ...(bob?.basis ?? []), ground.seq];
  const finding = (observed: string, ok: boolean | null) => ({ observed, ok, basis });
  if (!alice || !bob) return finding("unknown: not both peers were shown a certificate", null);
  if (alice.expects !== bob.aloud || bob.expects !== alice.aloud)
    return finding(
      `not equal: Alice expects ${alice.expects} and hears ${bob.aloud}, Bob expects ${bob.expects} and hears ${alice.aloud}`,
      false,
    );
  if (alice.certificates === bob.certificates) return finding("equal, from the same certificates", false);
  const shown = run.certificates.of(ground.certificate)?.fingerprint;
  if (![alice, bob].some(({ delivered }) => delivered === shown))
    return finding("equal, but the certificate that was ground was shown to nobody", false);
  return ground.tries < 1
    ? finding("equal, but not one certificate was tried", false)
    : finding(
        `equal, from different certificates: ${alice.expects} and ${bob.expects}, after ${ground.tries} tries`,
        true,
      );
}

/** What one peer says and must hear, and the two certificates behind it. */
function textsOf({ own, delivered }: PeerCall, method: DirectMethod) {
  if (!own || !delivered) return undefined;
  const theirs = delivered.certificate;
  const pair = {
    mine: certificateFingerprint(own.der, "sha-256"),
    theirs: certificateFingerprint(theirs.der, "sha-256"),
  };
  return {
    aloud: method.readAloud(pair),
    expects: method.expects(pair),
    certificates: [own.fingerprint, theirs.fingerprint].sort().join(" "),
    delivered: theirs.fingerprint,
    basis: linesOf(own, delivered),
  };
}
