import "../../actors/loopback.ts";
import { PEERS } from "../../../src/trace/parties.ts";
import { type OrderResult, report, serve } from "../../actors/actor.ts";
import { makeLocalCertificate } from "../../actors/localCertificate.ts";
import { joinCall } from "../../actors/peer/joinCall.ts";
import { LongTermKeys } from "../../actors/peer/longTermKeys.ts";
import type { Session } from "../../actors/peer/session.ts";
import { type PeerOrder, peerOrderSchema } from "../../actors/protocol.ts";
import { BULK } from "./bulk.ts";

/**
 * A peer of the lab, on the same call and the same guards, that answers an order to say something on the bulk channel
 * by sending BULK.bytes; the order is done when the other peer has acknowledged the last of them.
 */
const name = PEERS.find((peer) => peer === process.argv[2]) ?? "alice";
const made = makeLocalCertificate(name, report);
const longTerm = new LongTermKeys();
let session: Session | undefined;
void made.then(() => serve(peerOrderSchema, handle));

async function handle(order: PeerOrder): Promise<OrderResult | undefined> {
  switch (order.order) {
    case "send-identity-keys":
      return { value: longTerm.publicKeys };
    case "join": {
      const { counterpartIdentityKeys, ...settings } = order;
      const keys = longTerm.beside(counterpartIdentityKeys);
      const remembered = undefined;
      const localCertificate = await made;
      const joined = await joinCall(settings, {
        name,
        localCertificate,
        browser: undefined,
        remembered,
        ...keys,
      });
      session = joined.session;
      const { session: receiver } = joined;
      receiver.onText(BULK.channel, () => receiver.sendText(BULK.acknowledgements, "one"));
      return undefined;
    }
    case "dial":
      await session?.dial();
      return undefined;
    case "say":
      if (session) await sendInBulk(session);
      return { value: "sent" };
    case "hang-up":
      session?.end("the script ended");
      return undefined;
    default:
      throw new Error(`this peer does not know the order "${order.order}"`);
  }
}

function sendInBulk(through: Session): Promise<void> {
  const message = Buffer.alloc(BULK.messageBytes, "bulk ");
  const messages = BULK.bytes / BULK.messageBytes;
  let sent = 0;
  let acknowledged = 0;
  const send = () => {
    sent += 1;
    void through.say(BULK.channel, "binary", message);
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
