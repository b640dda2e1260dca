import { type DecryptedRecord, decryptAssociation } from "../dtls/crypto/decrypt.ts";
import type { Association, EncryptedRecord } from "../dtls/handshake/association.ts";
import { DataChannelReader } from "../sctp/reassembly.ts";
import { SctpParseError } from "../sctp/sctpParseError.ts";
import type { RecordedAssociation, Recording } from "./recording.ts";
import type { Place } from "./search.ts";
import type { RunSecret, SessionSecret } from "./secrets.ts";

/** One DTLS association of the run: as the capture has it, and opened with the secrets that its own ends reported. */
export interface RunAssociation extends RecordedAssociation {
  /** What its ends reported of it, found by the client random. Empty: nobody reported a secret of it. */
  readonly secrets: readonly SessionSecret[];
  /** The true master secret. No observer has it by right; the judge uses it for controls. */
  readonly masterSecret: Uint8Array | undefined;
  /** Every record of epoch 1, opened with the true secret. Undefined: it is not known, or no keys follow from the capture. */
  readonly opened: readonly DecryptedRecord[] | undefined;
  /** The messages of the data channels in what opened, at the packets that completed them. */
  readonly content: readonly Place[];
}

export function associationsOf({ associations }: Recording, secrets: readonly RunSecret[]): RunAssociation[] {
  return associations.map((recorded): RunAssociation => {
    const random = Buffer.from(recorded.association.clientHello?.value.random ?? []).toString("hex");
    const own = secrets.filter(
      (secret): secret is SessionSecret => secret.what === "session-secret" && secret.clientRandom === random,
    );
    const masterSecret = own.find(({ label }) => label === "CLIENT_RANDOM")?.bytes;
    const decryption = masterSecret && decryptAssociation(recorded.association, masterSecret);
    const opened = decryption?.kind === "tried" ? decryption.records : undefined;
    return { ...recorded, secrets: own, masterSecret, opened, content: contentOf(opened ?? []) };
  });
}

/** Records of application data that are protected. */
export function applicationData({ encrypted }: Association): EncryptedRecord[] {
  return encrypted.filter(({ record }) => record.contentType === "application_data" && record.epoch === 1);
}

/** The messages that some opened records carry. Records that did not open, or carry no SCTP, are left out. */
export function contentOf(records: readonly DecryptedRecord[]): Place[] {
  const readers = { a: new DataChannelReader(), b: new DataChannelReader() };
  return records.flatMap(({ from, packet, record, result }) => {
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
