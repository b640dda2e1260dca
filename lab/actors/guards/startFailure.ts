import type { RTCDtlsTransport } from "werift";
import type { LinkFailure } from "../../../src/trace/linkFailure.ts";

/*
 * What werift leaves out and this lab's endpoints do themselves. `test/stack.test.ts` and `test/stack/` show for each
 * guard that the fault is there without it.
 */

/** werift's own words, exactly. A message that a later version changes counts as "dtls-failed". */
const REASONS: ReadonlyMap<string, LinkFailure> = new Map([
  ["remote certificate fingerprint mismatch", "certificate-not-signalled"],
  ["no supported remote fingerprint algorithms", "no-usable-fingerprint"],
  ["remote fingerprint not exist", "no-fingerprint"],
]);

/**
 * werift reports only that a DTLS transport failed, and writes the reason to a debug log. A wrong fingerprint and a
 * broken handshake then look alike, so an attack that failed by accident would pass for one that was refused. Call this before the transport starts. It does not change what werift does.
 */
export function reportFailedStart(
  transport: RTCDtlsTransport,
  failed: (failure: { readonly reason: LinkFailure; readonly detail: string }) => void,
): void {
  const start = transport.start.bind(transport);
  transport.start = () => {
    const isFirst = transport.state === "new";
    const started = start();
    if (isFirst) {
      started.catch((error: unknown) => {
        const detail = error instanceof Error ? error.message : String(error);
        failed({ reason: REASONS.get(detail) ?? "dtls-failed", detail });
      });
    }
    return started;
  };
}
