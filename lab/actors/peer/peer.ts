import "../loopback.ts";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { type Outcome, play, report } from "../actor.ts";
import { makeLocalCertificate } from "../localCertificate.ts";
import { type PeerOrder, peerOrderSchema } from "../protocol.ts";
import { Call } from "./call.ts";
import { Comparison } from "./comparison.ts";

/** A WebRTC endpoint: one process, one person's browser. It keeps its certificate and its identity key from call to call. */
const name = peerNameFrom(process.argv[2]);
const made = makeLocalCertificate(name, report);
const longTerm = generateKeyPairSync("ed25519");
let call: Call | undefined;
let comparison: Comparison | undefined;
/** The other person's certificate, from the last call that raised no alarm. */
let remembered: Uint8Array | undefined;
void made.then(() => play(peerOrderSchema, carryOut));

async function carryOut(order: PeerOrder): Promise<Outcome | undefined> {
  const certificate = await made;
  if (order.order === "tell-identity-key") {
    return { value: longTerm.publicKey.export({ type: "spki", format: "der" }).toString("base64") };
  }
  if (order.order === "join") {
    const { counterpartIdentityKey, ...settings } = order;
    const counterpart = createPublicKey({
      key: Buffer.from(counterpartIdentityKey, "base64"),
      type: "spki",
      format: "der",
    });
    remembered = call?.trustedCertificate ?? remembered;
    const identityKeys = { own: longTerm.privateKey, counterpart };
    call = await Call.join({ ...settings, name, certificate, identityKeys, remembered });
    comparison = new Comparison(call, certificate.der, report);
    return undefined;
  }
  if (!call || !comparison) throw new Error("no call is open");
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
      call.coins.reveal(order.channel, order.texts);
      return undefined;
    case "leak-session-secret":
      call.leakSessionSecret();
      return undefined;
    case "read-aloud":
      return { value: comparison.readAloud(order.method) };
    case "listen":
      comparison.listen(order.method, order.heard);
      return undefined;
    case "listen-over-call":
      comparison.listenOverCall(order.method, order.channel);
      return undefined;
    case "tell-over-call":
      comparison.tellOverCall(order.method, order.channel);
      return undefined;
    case "exchange-codes":
      comparison.exchangeCodes(order.method, order.role, order.channel);
      return undefined;
    case "hang-up":
      call.end("the script ended");
      return undefined;
  }
}

function peerNameFrom(argument: string | undefined): PeerName {
  const found = PEERS.find((peer) => peer === argument);
  if (!found) throw new Error("a peer must be started with its name");
  return found;
}
