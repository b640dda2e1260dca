import { decryptAssociation } from "../../dtls/decrypt.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Case } from "../case.ts";
import type { Check, Evidence } from "../contract.ts";
import { applicationData, contentOf } from "../evidence/decryption.ts";
import { searchFor } from "../search.ts";

/** What opens with all that the operator holds, and the control: the same code with the true secrets. */
export function decryption(run: Case, evidence: Evidence): Check[] {
  return [attempts(run, evidence.decryption), control(run)];
}

function attempts(
  { scenario }: Case,
  { attempts, candidates, recordsTried, records, basis, ...counts }: Evidence["decryption"],
): Check {
  const expected = scenario.expect.associationsOpened ?? 0;
  const { peerAssociations: all, peerAssociationsOpened: opened, recordsOpened } = counts;
  const how = `${candidates} values, ${attempts} attempts on ${recordsTried} of ${records} records, ${recordsOpened} opened`;
  return {
    id: "holdings-decrypt",
    claim: "connections between the peers themselves that open with all that the operator holds",
    expected: `${expected}`,
    observed:
      all === 0
        ? `none to try: every connection ends at the operator (${how})`
        : `${opened} of ${all} (${how})`,
    ok: all === 0 ? null : attempts > 0 && opened === expected,
    basis,
  };
}

function control({ trace, recording }: Case): Check {
  const secrets = new Map(
    eventsOf(trace, "session-secret").map(({ clientRandom, masterSecret }) => [clientRandom, masterSecret]),
  );
  const opened = recording.associations.flatMap(({ association }) => {
    const random =
      association.clientHello && Buffer.from(association.clientHello.value.random).toString("hex");
    const master = random === undefined ? undefined : secrets.get(random);
    return master === undefined ? [] : [{ association, master: Buffer.from(master, "hex") }];
  });
  const records = opened.flatMap(({ association, master }) => {
    const result = decryptAssociation(association, master);
    return result.kind === "tried" ? result.records : [];
  });
  const content = opened.flatMap(({ association, master }) => contentOf(association, master));
  const sent = eventsOf(trace, "message-sent").map(({ head }) => ({
    basis: 0,
    bytes: Buffer.from(head, "base64"),
  }));
  const canaries = eventsOf(trace, "canary-made").filter(
    ({ value }) => searchFor(Buffer.from(value), sent).length > 0,
  );
  const found = canaries.filter(({ value }) => searchFor(Buffer.from(value), content).length > 0);
  const ok = records.filter(({ result }) => result.ok).length;
  const none = recording.associations.every(({ association }) => applicationData(association).length === 0);
  return {
    id: "decryption-control",
    claim:
      "the same code with the true session secrets opens every record and finds every canary that was sent",
    expected: `${records.length} of ${records.length} records, ${canaries.length} of ${canaries.length} canaries`,
    observed: none
      ? "no application data was recorded"
      : `${ok} of ${records.length} records, ${found.length} of ${canaries.length} canaries`,
    ok: none ? null : records.length > 0 && ok === records.length && found.length === canaries.length,
    basis: found.map(({ seq }) => seq),
  };
}
