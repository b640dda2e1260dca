import type { Case } from "../../run/case.ts";
import { isOperator, operatorPlaces, privateScalar } from "../../run/operator.ts";
import { type Place, searchFor } from "../../run/search.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Check } from "../contract.ts";

/**
 * Which of the peers' secrets stand in the operator's signalling log, its recording, or what it was given, in any
 * encoding searched for. What its own legs hold by right does not count.
 */
export function secretsHeld(run: Case): Check[] {
  const places = [...operatorPlaces(run), ...given(run)];
  const found = secretsOf(run).flatMap(({ name, bytes }) => {
    const hits = searchFor(bytes, places);
    return hits.length > 0 ? [{ name, basis: hits.map(({ basis }) => basis) }] : [];
  });
  const expected = [...(run.scenario.expect.secretsHeld ?? [])].sort().join(", ") || "none";
  const names =
    found
      .map(({ name }) => name)
      .sort()
      .join(", ") || "none";
  return [
    {
      id: "secrets-held",
      claim: "the peers' private keys and session secrets that the operator came to hold",
      expected,
      observed: names,
      ok: names === expected,
      basis: found.flatMap(({ basis }) => basis.slice(0, 3)),
    },
  ];
}

function secretsOf({ trace }: Case): { name: string; bytes: Uint8Array }[] {
  const keys = eventsOf(trace, "private-key")
    .filter(({ actor }) => !isOperator(actor))
    .map(({ owner, pkcs8 }) => ({
      name: `certificate key of ${owner}`,
      bytes: privateScalar(Buffer.from(pkcs8, "base64")),
    }));
  const owners = new Map<string, string[]>();
  for (const { masterSecret, owner } of eventsOf(trace, "session-secret")) {
    owners.set(masterSecret, [...(owners.get(masterSecret) ?? []), owner]);
  }
  const sessions = [...owners].map(([master, names]) => ({
    name: `session secret of ${names.toSorted().join(" and ")}`,
    bytes: Buffer.from(master, "hex"),
  }));
  return [...keys, ...sessions];
}

function given({ trace }: Case): Place[] {
  return eventsOf(trace, "operator-given").map(({ seq, pkcs8 }) => ({
    basis: seq,
    bytes: Buffer.from(pkcs8, "base64"),
  }));
}
