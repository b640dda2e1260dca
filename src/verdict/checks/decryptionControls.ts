import { packetBasis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { tryCandidates } from "../../dtls/crypto/decrypt.ts";
import { tryCandidates13 } from "../../dtls13/crypto/tryCandidates.ts";
import {
  applicationData,
  dataRecords,
  protectedRecords,
  type RunAssociation,
  type RunAssociation12,
  type RunAssociation13,
} from "../../run/associations.ts";
import { isUntold } from "../../run/stacks.ts";
import type { Case } from "../case.ts";

/** The controls of every attempt at decryption: the same code, with the true secrets, must open what it failed to open. */
export function decryptionControls({ run }: Case): Check[] {
  const used = run.associations.filter((recorded) => dataRecords(recorded) > 0);
  const told = used.filter((recorded) => !isUntold(run.stacks, recorded));
  return [masterControl(used, told, run.canaries), premasterControl(told)];
}

/** @param told those of which an end can tell the secret at all */
function masterControl(
  used: readonly RunAssociation[],
  told: readonly RunAssociation[],
  canaries: Case["run"]["canaries"],
): Check {
  const counts = told.map(protectedRecords);
  const records = sum(counts.map(({ all }) => all));
  const opened = sum(counts.map(({ opened }) => opened));
  const sent = canaries.filter(({ sentIn }) => sentIn.length > 0);
  const found = sent.filter(({ inOpened }) => inOpened.length > 0);
  const words = (ofRecords: number, ofCanaries: number) =>
    `${ofRecords} of ${records} records, ${ofCanaries} of ${sent.length} canaries`;
  return {
    id: "decryption-control",
    claim: "the true secrets open every encrypted record, and show every canary that was sent",
    expected: told.length === 0 ? "all" : words(records, sent.length),
    observed:
      used.length === 0
        ? "no application data was recorded"
        : told.length === 0
          ? "not tested: the stacks at both ends tell nobody the secrets of their sessions"
          : words(opened, found.length),
    ok: told.length === 0 ? null : opened === records && found.length === sent.length,
    basis: found.map(({ seq }) => seq),
  };
}

/**
 * Nearly every value that an observer tries is tried as premaster secret, so that way needs a control of its own. With DTLS
 * 1.3 values are tried as traffic secrets; no browser tells the shared secret, so that way has none in such a run.
 */
function premasterControl(used: readonly RunAssociation[]): Check {
  const tried = used.flatMap((recorded): Tried[] =>
    recorded.dtls === "1.2" ? triedPremaster(recorded) : triedTrafficSecrets(recorded),
  );
  const records = sum(tried.map(({ records }) => records));
  const opened = sum(tried.map(({ packets }) => packets.length));
  const ways = [...new Set(tried.flatMap(({ ways }) => ways))].join(" and ");
  const what = tried.some(({ dtls }) => dtls === "1.3") ? "records" : "records of application data";
  const words = (count: number) => `${count} of ${records} ${what}`;
  return {
    id: "premaster-control",
    claim:
      "the true premaster or traffic secrets open every record through the same key schedule that each tried value went through",
    expected: tried.length === 0 ? "all" : words(records),
    observed:
      tried.length === 0
        ? "not tested: nobody reported a premaster or traffic secret of a connection that carried data"
        : `${words(opened)}${ways === "" ? "" : `, ${ways}`}`,
    ok: tried.length === 0 ? null : opened === records,
    basis: [
      ...tried.flatMap(({ basis }) => basis),
      ...packetBasis(tried.flatMap(({ packets }) => packets).slice(0, 5)),
    ],
  };
}

interface Tried {
  readonly dtls: RunAssociation["dtls"];
  readonly records: number;
  /** Of the records that opened. */
  readonly packets: readonly number[];
  readonly ways: readonly string[];
  readonly basis: readonly number[];
}

function triedPremaster({ dtls, association, secrets }: RunAssociation12): Tried[] {
  const premaster = secrets.find(({ label }) => label === "PMS_CLIENT_RANDOM");
  if (!premaster) return [];
  const { successes } = tryCandidates(association, [premaster.bytes]);
  const derived = successes.filter(({ derivation }) => derivation !== "master-secret");
  const packets = derived.map(({ packet }) => packet);
  const ways = derived.map(({ derivation }) => DERIVATIONS[derivation]);
  return [{ dtls, records: applicationData(association).length, packets, ways, basis: premaster.basis }];
}

/** Each secret opens the one direction and epoch that is its own: one record there is enough to show that trying works. */
function triedTrafficSecrets({ dtls, datagrams, secrets }: RunAssociation13): Tried[] {
  const traffic = secrets.filter(({ label }) => label !== "EXPORTER_SECRET");
  if (traffic.length === 0) return [];
  const { successes } = tryCandidates13(
    datagrams,
    traffic.map(({ bytes }) => bytes),
  );
  return [
    {
      dtls,
      records: traffic.length,
      packets: successes.map(({ packet }) => packet),
      ways: ["one for each direction and epoch, by RFC 8446 §7.3"],
      basis: traffic.flatMap(({ basis }) => basis),
    },
  ];
}

const DERIVATIONS = {
  "master-secret": "as it is",
  "premaster-rfc5246": "by RFC 5246 §8.1",
  "premaster-rfc7627": "by RFC 7627 §4",
} as const;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
