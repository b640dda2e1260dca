import "../../actors/loopback.ts";
import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { PEERS } from "../../../src/trace/parties.ts";
import { type Outcome, play, report } from "../../actors/actor.ts";
import { makeLocalCertificate } from "../../actors/localCertificate.ts";
import { Call } from "../../actors/peer/call.ts";
import { type PeerOrder, peerOrderSchema } from "../../actors/protocol.ts";
import { BULK } from "./bulk.ts";

/**
 * A peer of the lab, on the same call and the same guards, that answers an order to say something on the bulk channel
 * by sending BULK.bytes, and carries the order out until the other peer has acknowledged the last of them.
 */
const name = PEERS.find((peer) => peer === process.argv[2]) ?? "alice";
const made = makeLocalCertificate(name, report);
const longTerm = generateKeyPairSync("ed25519");
let call: Call | undefined;
void made.then(() => play(peerOrderSchema, carryOut));

async function carryOut(order: PeerOrder): Promise<Outcome | undefined> {
  switch (order.order) {
    case "tell-identity-key":
      return { value: longTerm.publicKey.export({ type: "spki", format: "der" }).toString("base64") };
    case "join": {
      const { counterpartIdentityKey, ...settings } = order;
      const key = Buffer.from(counterpartIdentityKey, "base64");
      const identityKeys = {
        own: longTerm.privateKey,
        counterpart: createPublicKey({ key, type: "spki", format: "der" }),
      };
      const remembered = undefined;
      const joined = await Call.join({
        ...settings,
        name,
        certificate: await made,
        identityKeys,
        remembered,
      });
      joined.onText(BULK.channel, () => joined.sendText(BULK.acknowledgements, "one"));
      call = joined;
      return undefined;
    }
    case "dial":
      await call?.dial();
      return undefined;
    case "say":
      if (call) await sendInBulk(call);
      return { value: "sent" };
    case "hang-up":
      call?.end("the script ended");
      return undefined;
    default:
      throw new Error(`this peer does not know the order "${order.order}"`);
  }
}

function sendInBulk(through: Call): Promise<void> {
  const message = Buffer.alloc(BULK.messageBytes, "bulk ");
  const messages = BULK.bytes / BULK.messageBytes;
  let sent = 0;
  let acknowledged = 0;
  const send = () => {
    sent += 1;
    through.say(BULK.channel, "binary", message);
  };
  return new Promise((resolve) => {
    through.onText(BULK.acknowledgements, () => {
      acknowledged += 1;
      if (sent < messages) send();
      if (acknowledged === messages) resolve();
    });
    for (let index = 0; index < BULK.window; index += 1) send();
  });
}
