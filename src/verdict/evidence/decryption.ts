import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { decryptAssociation, tryCandidates } from "../../dtls/crypto/decrypt.ts";
import { staticEcdh } from "../../dtls/crypto/staticEcdh.ts";
import { type ConnectionSecrets, noSecrets } from "../../dtls13/crypto/keyLog.ts";
import { tryCandidates13 } from "../../dtls13/crypto/tryCandidates.ts";
import { readAssociation13 } from "../../dtls13/handshake/association.ts";
import {
  applicationData,
  contentOf,
  contentOf13,
  dataRecords,
  type RunAssociation,
  type RunAssociation12,
  type RunAssociation13,
} from "../../run/associations.ts";
import type { ObservedPlace, Observer } from "../../run/observed.ts";
import { isBetweenPeers } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import type { Place } from "../../run/search.ts";
import { isUntold } from "../../run/stacks.ts";

/**
 * Trying costs about 20 µs a record. All records of one direction have one key (RFC 5246 §6.3), so what opens none of an
 * even sample of them opens none of the others; one would do, but for records that somebody else put in.
 */
const MOST_RECORDS_TRIED_A_SIDE = 8;
const SIDES = ["a", "b"] as const;

/** The content of one message in what opened, and whose it is then. */
export type OpenedContent = ObservedPlace;

export interface Openings {
  readonly evidence: Evidence["decryption"];
  readonly content: readonly OpenedContent[];
}

/**
 * What does the recording give up to all that the operator, or an attacker on the path, holds? Every value is tried as
 * premaster secret, and as master secret where it has 48 bytes (RFC 5246 §8.1, RFC 7627 §4); on DTLS 1.3 as shared secret of
 * the key exchange, and as traffic secret where it has the length of one (RFC 8446 §7.1). It does not show what other
 * values, or a broken cipher, would open.
 */
export function openWithHoldings({ associations, observed, calls, facts, stacks }: Run): Openings {
  const tried = associations.map((recorded) =>
    recorded.dtls === "1.2" ? tryOn12(recorded, observed, facts) : tryOn13(recorded, observed),
  );
  const between = tried.filter(({ recorded }) => isBetweenPeers(recorded));
  const opened = tried.filter(({ packets }) => packets.length > 0);
  return {
    evidence: {
      candidates: observed.values.length,
      staticKeyCandidates: sum(tried.map(({ staticKeyCandidates }) => staticKeyCandidates)),
      attempts: sum(tried.map(({ attempts }) => attempts)),
      recordsTried: sum(tried.map(({ recordsTried }) => recordsTried)),
      recordsOpened: sum(tried.map(({ packets }) => new Set(packets).size)),
      records: sum(tried.map(({ records }) => records)),
      associations: tried.length,
      associationsOpened: opened.length,
      peerAssociations: between.length,
      peerAssociationsOpened: between.filter(({ packets }) => packets.length > 0).length,
      withoutControl: associations.filter(
        (recorded) => dataRecords(recorded) > 0 && isUntold(stacks, recorded),
      ).length,
      basis: opened.flatMap(({ packets }) => packetBasis([...new Set(packets)].slice(0, 5))),
    },
    content: opened.flatMap(({ recorded, content }) => {
      const attacker = calls.find(({ number }) => number === recorded.call)?.attacker;
      const observer = observerOf(recorded, attacker);
      return content.map((place) => ({ ...place, observer }));
    }),
  };
}

/** What came of trying on one association. */
interface Tried {
  readonly recorded: RunAssociation;
  /** Of application data, as far as the recording tells. */
  readonly records: number;
  readonly recordsTried: number;
  readonly staticKeyCandidates: number;
  readonly attempts: number;
  /** Of each record that opened. */
  readonly packets: readonly number[];
  /** In what opened. */
  readonly content: readonly Place[];
}

function tryOn12(recorded: RunAssociation12, { values }: Run["observed"], facts: Run["facts"]): Tried {
  const { association } = recorded;
  const fromStolenKeys = staticKeySecrets(facts, recorded);
  const records = applicationData(association);
  const sample = SIDES.flatMap((side) =>
    evenSample(
      records.filter(({ from }) => from === side),
      MOST_RECORDS_TRIED_A_SIDE,
    ),
  );
  const report = tryCandidates({ ...association, encrypted: sample }, [...values, ...fromStolenKeys]);
  const [success] = report.successes;
  const decryption = success && decryptAssociation(association, success.master);
  return {
    recorded,
    records: records.length,
    recordsTried: sample.length,
    staticKeyCandidates: fromStolenKeys.length,
    attempts: report.attempts,
    packets: report.successes.map(({ packet }) => packet),
    content: decryption?.kind === "tried" ? contentOf(decryption.records) : [],
  };
}

/** No stolen certificate key is combined with a key share: certificates of DTLS 1.3 only sign (RFC 8446 §4.4.3). */
function tryOn13(recorded: RunAssociation13, { values }: Run["observed"]): Tried {
  const { attempts, records, successes } = tryCandidates13(recorded.datagrams, values);
  const secrets = successes.reduce<ConnectionSecrets>(
    (known, { secrets }) => ({
      handshake: { ...known.handshake, ...secrets.handshake },
      application: { ...known.application, ...secrets.application },
      exporter: known.exporter ?? secrets.exporter,
    }),
    noSecrets,
  );
  return {
    recorded,
    records: dataRecords(recorded),
    recordsTried: records,
    staticKeyCandidates: 0,
    attempts,
    packets: successes.map(({ packet }) => packet),
    content: successes.length > 0 ? contentOf13(readAssociation13(recorded.datagrams, secrets)) : [],
  };
}

/**
 * What a stolen certificate key would open if it took part in the key agreement, as in static ECDH: combined with each
 * public value of the handshake. With ECDHE it only signed.
 */
function staticKeySecrets(
  { "operator-given": given }: Run["facts"],
  { association }: RunAssociation12,
): Uint8Array[] {
  return given.flatMap(({ pkcs8 }) =>
    staticEcdh(Buffer.from(pkcs8, "base64"), association).flatMap((attempt) =>
      attempt.kind === "candidate" ? [attempt.premasterSecret] : [],
    ),
  );
}

/** Who opens it: with keys of a leg its attacker, otherwise whoever has the recording. */
function observerOf(recorded: RunAssociation, attacker: "server" | "path" | undefined): Observer {
  if (isBetweenPeers(recorded)) return "recording";
  return attacker === "path" ? "attacker" : "server";
}

function evenSample<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, index) => items[Math.floor((index * items.length) / most)]).flatMap(
    (item) => item ?? [],
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
