import { packetBasis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { tryCandidates } from "../../dtls/crypto/decrypt.ts";
import { applicationData, type RunAssociation } from "../../run/associations.ts";
import type { Case } from "../case.ts";

/** The controls of every attempt at decryption: the same code, with the true secrets, must open what it failed to open. */
export function decryptionControls({ run }: Case): Check[] {
  const used = run.associations.filter(({ association }) => applicationData(association).length > 0);
  return [masterControl(used, run.canaries), premasterControl(used)];
}

function masterControl(used: readonly RunAssociation[], canaries: Case["run"]["canaries"]): Check {
  const records = used.flatMap(({ association }) => association.encrypted);
  const opened = used.flatMap(({ opened }) => opened ?? []).filter(({ result }) => result.ok);
  const sent = canaries.filter(({ sentIn }) => sentIn.length > 0);
  const found = sent.filter(({ inOpened }) => inOpened.length > 0);
  const words = (ofRecords: number, ofCanaries: number) =>
    `${ofRecords} of ${records.length} records, ${ofCanaries} of ${sent.length} canaries`;
  return {
    id: "decryption-control",
    claim: "the true master secrets open every encrypted record, and show every canary that was sent",
    expected: words(records.length, sent.length),
    observed: used.length === 0 ? "no application data was recorded" : words(opened.length, found.length),
    ok: used.length === 0 ? null : opened.length === records.length && found.length === sent.length,
    basis: found.map(({ seq }) => seq),
  };
}

/** Nearly every value that an observer tries is tried as premaster secret, so that way needs a control of its own. */
function premasterControl(used: readonly RunAssociation[]): Check {
  const tried = used.flatMap(({ association, secrets }) => {
    const premaster = secrets.find(({ label }) => label === "PMS_CLIENT_RANDOM");
    if (!premaster) return [];
    const { successes } = tryCandidates(association, [premaster.bytes]);
    const derived = successes.filter(({ derivation }) => derivation !== "master-secret");
    return [{ association, derived, basis: premaster.basis }];
  });
  const records = tried.flatMap(({ association }) => applicationData(association)).length;
  const derived = tried.flatMap(({ derived }) => derived);
  const packets = derived.map(({ packet }) => packet);
  const ways = [...new Set(derived.map(({ derivation }) => DERIVATIONS[derivation]))].join(" and ");
  const words = (count: number) => `${count} of ${records} records of application data`;
  return {
    id: "premaster-control",
    claim:
      "the true premaster secrets open every record through the same key schedule that each tried value went through",
    expected: tried.length === 0 ? "all" : words(records),
    observed:
      tried.length === 0
        ? "not tested: nobody reported a premaster secret of a connection that carried data"
        : `${words(derived.length)}${ways === "" ? "" : `, ${ways}`}`,
    ok: tried.length === 0 ? null : derived.length === records,
    basis: [...tried.flatMap(({ basis }) => basis), ...packetBasis(packets.slice(0, 5))],
  };
}

const DERIVATIONS = {
  "master-secret": "as it is",
  "premaster-rfc5246": "by RFC 5246 §8.1",
  "premaster-rfc7627": "by RFC 7627 §4",
} as const;
