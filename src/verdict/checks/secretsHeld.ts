import type { Basis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { searchFor } from "../../run/search.ts";
import type { RunSecret } from "../../run/secrets.ts";
import { isPeer } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * Which of the peers' secrets are in the server's signalling log, the recording, or what the operator was given, in any
 * encoding searched for. The secrets of an attacker's own legs are its own by right and do not count.
 */
export function secretsHeld({ scenario: { expect }, run }: Case): Check[] {
  if (expect === undefined) return [];
  const found = new Map<string, Basis>();
  for (const secret of run.secrets) {
    const name = peersSecret(secret);
    const hits = name === undefined ? [] : searchFor(secret.bytes, run.observed.places);
    if (name === undefined || hits.length === 0) continue;
    found.set(name, [...(found.get(name) ?? []), ...hits.map(({ basis }) => basis).slice(0, 3)]);
  }
  const observed = list([...found.keys()]);
  const expected = list(expect.secretsHeld ?? []);
  return [
    {
      id: "secrets-held",
      claim:
        "the peers' own private keys and session secrets that the server, the recording or an attacker got hold of",
      expected,
      observed,
      ok: observed === expected,
      basis: [...found.values()].flat(),
    },
  ];
}

/** Undefined: it belongs to an attacker's leg, or to an association with one. */
function peersSecret(secret: RunSecret): string | undefined {
  if (secret.what === "certificate-key")
    return isPeer(secret.owner) ? `certificate key of ${secret.owner}` : undefined;
  // Premaster and master secret of one association protect the same records: one secret, under one name.
  return secret.owners.every(isPeer) ? `session secret of ${secret.owners.join(" and ")}` : undefined;
}

function list(names: readonly string[]): string {
  return names.toSorted().join(", ") || "none";
}
