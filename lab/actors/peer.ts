import "./loopback.ts";
import { certificateFingerprint, formatFingerprint } from "../../src/sdp/fingerprint.ts";
import { PEERS, type PeerName } from "../../src/trace/events.ts";
import { type Outcome, play, report } from "./actor.ts";
import { Call } from "./call.ts";
import { makeIdentity } from "./certificate.ts";
import { type PeerOrder, peerOrderSchema } from "./protocol.ts";

/** A WebRTC endpoint: one process, one person's browser. It keeps its certificate from call to call. */
const name = peerNameFrom(process.argv[2]);
const identity = await makeIdentity(name);
let call: Call | undefined;
play(peerOrderSchema, carryOut);

async function carryOut(order: PeerOrder): Promise<Outcome | undefined> {
  if (order.order === "join") {
    call = await Call.join({ name, identity, ...order });
    return undefined;
  }
  if (!call) throw new Error("no call is open");
  switch (order.order) {
    case "dial":
      await call.dial();
      return undefined;
    case "say":
      return { value: call.say(order.channel, order.type, Buffer.from(order.content, "base64")) };
    case "toss-coin":
      call.tossCoin(order.channel, order.texts);
      return undefined;
    case "reveal-coins":
      call.revealCoins(order.channel, order.texts);
      return undefined;
    case "leak-session-secret":
      call.leakSessionSecret();
      return undefined;
    case "read-aloud": {
      const value = formatFingerprint(certificateFingerprint(identity.der, "sha-256"));
      report({ kind: "read-aloud", method: order.method, value });
      return { value };
    }
    case "listen":
      return { value: compare(call, order.method, order.heard) };
    case "hang-up":
      call.end("the script ended");
      return undefined;
  }
}

/** Holds what the other person read aloud against the certificate that DTLS delivered, whatever the SDP said. */
function compare(call: Call, method: string, heard: string): string {
  const { deliveredCertificate } = call;
  const expected = deliveredCertificate
    ? formatFingerprint(certificateFingerprint(deliveredCertificate, "sha-256"))
    : "";
  const equal = heard === expected;
  report({ kind: "compared", method, heard, expected, equal });
  if (!equal) {
    call.alarm(
      "FINGERPRINT_MISMATCH",
      "What the other person read aloud is not the certificate that this connection delivered.",
    );
  }
  return equal ? "equal" : "different";
}

function peerNameFrom(argument: string | undefined): PeerName {
  const found = PEERS.find((peer) => peer === argument);
  if (!found) throw new Error("a peer must be started with its name");
  return found;
}
