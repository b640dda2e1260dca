import type { DtlsSocket, RTCDtlsTransport } from "werift";
import type { SkippableGuard } from "../../../src/scenario.ts";
import {
  continueRecordSequence,
  type Handshake,
  ignoreRepeatedHelloVerify,
  judgeHandshake,
  tapDtls,
} from "../guards/dtls.ts";
import { handleInOrder } from "../guards/handshakeOrder.ts";
import { forbidStun, widenSocketBuffers } from "../guards/ice.ts";
import { dropRepeatedRecords } from "../guards/replay.ts";
import { reportFailedStart } from "../guards/startFailure.ts";
import type { DeliveredCertificate, EndpointListener } from "./endpoint.ts";

type TransportListener = Pick<EndpointListener, "onState" | "onHandshake" | "onLinkFailed">;

/**
 * Puts the lab's guards around one werift transport, and tells the listener how its handshake ended. Call this before
 * ICE gathers.
 * @param dangerSkipGuards leaves werift as it is, there
 */
export function guardTransport(
  transport: RTCDtlsTransport,
  listener: TransportListener,
  dangerSkipGuards: readonly SkippableGuard[],
): void {
  const ice = transport.iceTransport;
  forbidStun(ice.connection);
  const tap = tapDtls(ice.connection);
  ice.onStateChange.subscribe((state) => {
    listener.onState("ice", state);
    if (state === "failed") listener.onLinkFailed({ reason: "ice-failed" });
    if (state === "connected") widenSocketBuffers(ice.connection);
  });
  transport.onStateChange.subscribe((state) => {
    listener.onState("dtls", state);
    // werift makes its DTLS object right after it says so, and sends nothing before that.
    if (state === "connecting")
      queueMicrotask(() => {
        if (!transport.dtls) return;
        handleInOrder(transport.dtls);
        ignoreRepeatedHelloVerify(transport.dtls);
      });
    // Still inside werift's own state change, before SCTP can send its first record.
    if (state === "connected" && transport.dtls) {
      const handshake = judgeHandshake(transport.dtls, tap.stop());
      if (!dangerSkipGuards.includes("nonce"))
        continueRecordSequence(transport.dtls, handshake.lastSequenceSent);
      if (!dangerSkipGuards.includes("replay")) dropRepeatedRecords(transport.dtls);
      const { possession, secrets, exporter } = handshake;
      listener.onHandshake({
        delivered: deliveredIn(handshake),
        secrets,
        exporter,
        ...(!dangerSkipGuards.includes("possession") && { possession }),
      });
    }
  });
  reportFailedStart(transport, (failure) => {
    const refused = transport.dtls && refusedCertificate(transport.dtls, tap.stop());
    listener.onLinkFailed({ ...failure, ...(refused && { refused }) });
  });
}

/** A certificate was delivered if the handshake completed, although the stack then refused it. */
function refusedCertificate(
  dtls: DtlsSocket,
  datagrams: Parameters<typeof judgeHandshake>[1],
): DeliveredCertificate | undefined {
  if (!dtls.connected) return undefined;
  return deliveredIn(judgeHandshake(dtls, datagrams));
}

function deliveredIn({ role, certificate }: Handshake): DeliveredCertificate {
  return { role, certificate };
}
