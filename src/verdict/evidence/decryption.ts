import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { decryptAssociation, tryCandidates } from "../../dtls/crypto/decrypt.ts";
import { staticEcdh } from "../../dtls/crypto/staticEcdh.ts";
import { applicationData, contentOf, type RunAssociation } from "../../run/associations.ts";
import type { ObservedPlace, Observer } from "../../run/observed.ts";
import { isBetweenPeers } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";

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
 * premaster secret, and as master secret where it has 48 bytes (RFC 5246 §8.1, RFC 7627 §4). It does not show what other
 * values, or a broken cipher, would open.
 */
export function openWithHoldings({ associations, observed, calls, facts }: Run): Openings {
  const tried = associations.map((recorded) => {
    const fromStolenKeys = staticKeySecrets(facts, recorded);
    const candidates = [...observed.values, ...fromStolenKeys];
    const records = applicationData(recorded.association);
    const sample = SIDES.flatMap((side) =>
      evenSample(
        records.filter(({ from }) => from === side),
        MOST_RECORDS_TRIED_A_SIDE,
      ),
    );
    const report = tryCandidates({ ...recorded.association, encrypted: sample }, candidates);
    return { recorded, records, sample, report, fromStolenKeys, opened: report.successes.length > 0 };
  });
  const between = tried.filter(({ recorded }) => isBetweenPeers(recorded));
  const opened = tried.filter(({ opened }) => opened);
  return {
    evidence: {
      candidates: observed.values.length,
      staticKeyCandidates: sum(tried.map(({ fromStolenKeys }) => fromStolenKeys.length)),
      attempts: sum(tried.map(({ report }) => report.attempts)),
      recordsTried: sum(tried.map(({ sample }) => sample.length)),
      recordsOpened: sum(
        tried.map(({ report }) => new Set(report.successes.map(({ packet }) => packet)).size),
      ),
      records: sum(tried.map(({ records }) => records.length)),
      associations: tried.length,
      associationsOpened: opened.length,
      peerAssociations: between.length,
      peerAssociationsOpened: between.filter(({ opened }) => opened).length,
      basis: opened.flatMap(({ report }) =>
        packetBasis([...new Set(report.successes.map(({ packet }) => packet))].slice(0, 5)),
      ),
    },
    content: opened.flatMap(({ recorded, report }) => {
      const [success] = report.successes;
      const decryption = success && decryptAssociation(recorded.association, success.master);
      if (decryption?.kind !== "tried") return [];
      const attacker = calls.find(({ number }) => number === recorded.call)?.attacker;
      const observer = observerOf(recorded, attacker);
      return contentOf(decryption.records).map((place) => ({ ...place, observer }));
    }),
  };
}

/**
 * What a stolen certificate key would open if it took part in the key agreement, as in static ECDH: combined with each
 * public value of the handshake. With ECDHE it only signed.
 */
function staticKeySecrets(
  { "operator-given": given }: Run["facts"],
  { association }: RunAssociation,
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
