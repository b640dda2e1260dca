import { certificatesOf } from "../../../../src/run/associations.ts";
import { readRecording } from "../../../../src/run/recording.ts";
import { browserCase } from "../../browserCase.ts";
import { type RecordedCase, runOf, withPayloads } from "../../recordedCase.ts";
import { changing } from "./changes.ts";
import { checksOfRecorded, type Failure, once } from "./failure.ts";

/** A failure by a change of a recorded call between two browsers, judged as the scenario browsers. */
function inBrowsers(
  id: Failure["id"],
  when: string,
  change: (recorded: RecordedCase) => RecordedCase,
  observed: RegExp,
): Failure {
  const recorded = () => browserCase(undefined, { scenario: "browsers" });
  return {
    id,
    when: `${when}, in a call between two browsers`,
    before: () => once("browsers", async () => checksOfRecorded(recorded())),
    after: async () => checksOfRecorded(change(recorded())),
    observed,
  };
}

/** supported_versions of a ServerHello, as DTLS 1.3 and 1.2 (RFC 8446 §4.2.1). */
const SELECTED = { newer: Buffer.from("002b0002fefc", "hex"), older: Buffer.from("002b0002fefd", "hex") };

function choosingOlder(recorded: RecordedCase): RecordedCase {
  return withPayloads(recorded, ({ payload }) => {
    const bytes = Buffer.from(payload);
    const at = bytes.indexOf(SELECTED.newer);
    if (at !== -1) SELECTED.older.copy(bytes, at);
    return bytes;
  });
}

/** The last recorded packet with the end of a certificate behind its own bytes. */
function showingCertificate(recorded: RecordedCase): RecordedCase {
  const [association] = runOf(recorded).associations;
  const shown = association && certificatesOf(association).server;
  const last = readRecording(recorded.packets, recorded.trace).datagrams.at(-1)?.packet;
  return withPayloads(recorded, ({ number, payload }) =>
    number === last && shown ? Buffer.concat([payload, shown.certificate.subarray(-40)]) : undefined,
  );
}

export const BROWSERS = {
  "dtls-version": [
    inBrowsers("dtls-version", "the ServerHello chose DTLS 1.2", choosingOlder, /^call 1: DTLS 1\.2$/),
  ],
  "certificates-in-clear": [
    inBrowsers(
      "certificates-in-clear",
      "a recorded packet holds the end of a certificate",
      showingCertificate,
      /^call 1: yes$/,
    ),
  ],
  "stack-says": [
    inBrowsers(
      "stack-says",
      "a browser says that it speaks another version than the capture shows",
      changing("dtls-stats", (event) => ({ ...event, tlsVersion: "FEFD" })),
      /^Alice in call 1: DTLS 1\.2$/,
    ),
  ],
} satisfies Readonly<Record<string, readonly Failure[]>>;
