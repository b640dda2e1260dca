import { decryptAssociation, tryCandidates } from "../../dtls/crypto/decrypt.ts";
import type { Association, EncryptedRecord } from "../../dtls/handshake/association.ts";
import type { Case } from "../../run/case.ts";
import { operatorValues } from "../../run/operator.ts";
import { packetBasis, type RecordedAssociation } from "../../run/recording.ts";
import type { Place } from "../../run/search.ts";
import { DataChannelReader } from "../../sctp/reassembly.ts";
import { SctpParseError } from "../../sctp/sctpParseError.ts";
import type { Evidence } from "../contract.ts";

/** Trying costs about 10 µs a record: beyond this many, an even sample of an association's records is tried. */
const MAX_RECORDS_TRIED = 60;

export interface Openings {
  readonly evidence: Evidence["decryption"];
  /** The content of every message in what opened, at the packet that completed it. */
  readonly content: readonly Place[];
}

/**
 * What does the recording give up to all that the operator holds? Every value is tried as master secret and as
 * premaster secret (RFC 5246 §8.1, RFC 7627 §4). It does not show what other values, or a broken cipher, would open.
 */
export function openWithHoldings(run: Case): Openings {
  const candidates = operatorValues(run);
  const tried = run.recording.associations.map((recorded) => {
    const records = applicationData(recorded.association);
    const sample = evenSample(records, MAX_RECORDS_TRIED);
    const report = tryCandidates({ ...recorded.association, encrypted: sample }, candidates);
    return { recorded, records, sample, report, opened: report.successes.length > 0 };
  });
  const between = tried.filter(({ recorded }) => isBetweenPeers(recorded));
  const opened = tried.filter(({ opened }) => opened);
  return {
    evidence: {
      candidates: candidates.length,
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
      return success ? contentOf(recorded.association, success.master) : [];
    }),
  };
}

/** The messages that an association carried, read with its master secret. Records that do not open are left out. */
export function contentOf(association: Association, master: Uint8Array): Place[] {
  const decryption = decryptAssociation(association, master);
  if (decryption.kind === "no-handshake") return [];
  const readers = { a: new DataChannelReader(), b: new DataChannelReader() };
  return decryption.records.flatMap(({ from, packet, record, result }) => {
    if (!result.ok || record.contentType !== "application_data") return [];
    try {
      const events = readers[from].push(result.plaintext);
      return events.flatMap((event) =>
        event.kind === "message" ? { basis: `packet:${packet}`, bytes: event.content } : [],
      );
    } catch (error) {
      if (error instanceof SctpParseError) return [];
      throw error;
    }
  });
}

export function applicationData(association: Association): EncryptedRecord[] {
  return association.encrypted.filter(
    ({ record }) => record.contentType === "application_data" && record.epoch === 1,
  );
}

/** Without a leg of the operator: what it opens here, it was never an end of. */
function isBetweenPeers({ ends }: RecordedAssociation): boolean {
  return ends.includes("alice") && ends.includes("bob");
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
