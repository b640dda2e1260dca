import { type DtlsRecord, scanRecords } from "../../src/dtls/wire/record.ts";

/** All records of one datagram. @throws DtlsParseError when any part of the datagram is not a record. */
export function parseRecords(datagram: Uint8Array): DtlsRecord[] {
  const { records, fault } = scanRecords(datagram);
  if (fault !== undefined) throw fault;
  return records;
}
