import { decryptAssociation } from "../../dtls/crypto/decrypt.ts";
import type { Case } from "../../run/case.ts";
import { searchFor } from "../../run/search.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Check, Evidence } from "../contract.ts";
import { applicationData, contentOf } from "../evidence/decryption.ts";

/** What opens with all that the operator holds, and the control: the same code with the true secrets. */
export function decryption(run: Case, evidence: Evidence): Check[] {
  return [attempts(run, evidence.decryption), control(run)];
}

function attempts({ scenario }: Case, found: Evidence["decryption"]): Check {
  const { candidates, attempts, recordsTried, records, recordsOpened, basis } = found;
  const how = `${candidates} values, ${attempts} attempts on ${recordsTried} of ${records} records, ${recordsOpened} opened`;
  const base = { id: "holdings-decrypt", basis };
  if (attempts === 0) {
    const claim = "connections that open with all that the operator holds";
    return { ...base, claim, expected: "0", observed: "no encrypted message was recorded", ok: null };
  }
  // An interceptor holds the secrets of its own legs by right: opening those shows that trying works.
  const ownOnly = found.peerAssociations === 0;
  const expected = ownOnly ? found.associations : (scenario.expect.associationsOpened ?? 0);
  const opened = ownOnly ? found.associationsOpened : found.peerAssociationsOpened;
  const all = ownOnly ? found.associations : found.peerAssociations;
  return {
    ...base,
    claim: ownOnly
      ? "connections that end at the operator and open with what it holds"
      : "connections between the peers themselves that open with all that the operator holds",
    expected: `${expected} of ${all}`,
    observed: `${opened} of ${all} (${how})`,
    ok: opened === expected,
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
