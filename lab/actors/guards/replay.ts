import type { DtlsSocket } from "werift";
import { ReplayWindow } from "../../../src/dtls/replayWindow.ts";

/*
 * What werift leaves out and this lab's endpoints do themselves. `test/stack.test.ts` and `test/stack/` show for each
 * guard that the fault is there without it.
 */

/** RFC 5246 §6.2.1. */
const APPLICATION_DATA = 23;

/**
 * werift takes a record as often as it comes; DTLS leaves the window against that optional (RFC 6347 §4.1.2.6). Here a record of
 * application data is opened once, and a copy is dropped as one that does not open is. Call this before the first of them.
 */
export function dropRepeatedRecords({ cipher }: DtlsSocket): void {
  const decrypt = cipher.decryptPacket.bind(cipher);
  const window = new ReplayWindow();
  cipher.decryptPacket = (packet) => {
    const { contentType, sequenceNumber } = packet.recordLayerHeader;
    if (contentType !== APPLICATION_DATA) return decrypt(packet);
    if (window.wasTaken(sequenceNumber)) throw new Error("this record was taken before");
    const plaintext = decrypt(packet);
    window.add(sequenceNumber);
    return plaintext;
  };
}
