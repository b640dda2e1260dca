import "../loopback.ts";
import lab from "../../../package.json" with { type: "json" };
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { type OrderResult, report, serve } from "../actor.ts";
import { type LocalCertificate, makeLocalCertificate } from "../localCertificate.ts";
import { type PeerOrder, peerOrderSchema, peerWords } from "../protocol.ts";
import type { BrowserStack } from "./browser/browserStack.ts";
import { Comparison } from "./comparison.ts";
import { joinCall } from "./joinCall.ts";
import { LongTermKeys } from "./longTermKeys.ts";
import type { Session } from "./session.ts";

/** A WebRTC endpoint: one process, one person's browser. It keeps its certificate and its long-term keys from call to call. */
const name = peerNameFrom(process.argv[2]);
const { stack, address, keysFromServer } = peerWords(process.argv.slice(4));
const made = stack !== "werift" || keysFromServer ? undefined : makeLocalCertificate(name, report);
const longTerm = new LongTermKeys();
let localCertificate: LocalCertificate | undefined;
let browser: BrowserStack | undefined;
let session: Session | undefined;
let comparison: Comparison | undefined;
/** The other person's certificate, from the last call that raised no alarm. */
let remembered: Uint8Array | undefined;
void start();

async function start(): Promise<void> {
  if (stack === "werift") {
    report({
      kind: "stack-started",
      owner: name,
      stack,
      name: `werift ${lab.dependencies.werift}`,
      pid: process.pid,
    });
  } else {
    // A peer with werift does not spend the time to load what drives a browser.
    const { BrowserStack } = await import("./browser/browserStack.ts");
    browser = await BrowserStack.open({ kind: stack, owner: name, address, report });
  }
  localCertificate = await made;
  serve(peerOrderSchema, handle);
}

async function handle(order: PeerOrder): Promise<OrderResult | undefined> {
  if (order.order === "send-identity-keys") return { value: longTerm.publicKeys };
  if (order.order === "join") {
    const { counterpartIdentityKeys, ...settings } = order;
    remembered = session?.trustedCertificate ?? remembered;
    const keys = longTerm.beside(counterpartIdentityKeys);
    const joined = await joinCall(settings, { name, localCertificate, browser, remembered, ...keys });
    ({ session, localCertificate } = joined);
    comparison = new Comparison(session, joined.ownFingerprint, { report, clientCode: order.clientCode });
    return undefined;
  }
  if (!session || !comparison) throw new Error("no call is open");
  switch (order.order) {
    case "dial":
      await session.dial();
      return undefined;
    case "re-offer":
      return { value: await session.reOffer() };
    case "say":
      return { value: await session.say(order.channel, order.type, Buffer.from(order.content, "base64")) };
    case "toss-coin":
      await session.tossCoin(order.channel, order.texts);
      return undefined;
    case "reveal-coins":
      session.coins.reveal(order.channel, order.texts);
      return undefined;
    case "leak-session-secret":
      session.leakSessionSecret();
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
      session.end("the script ended");
      await browser?.closed();
      return undefined;
  }
}

function peerNameFrom(argument: string | undefined): PeerName {
  const found = PEERS.find((peer) => peer === argument);
  if (!found) throw new Error("a peer must be started with its name");
  return found;
}
