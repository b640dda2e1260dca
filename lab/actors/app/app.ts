import { pathToFileURL } from "node:url";
import { fingerprintsOf } from "../../../src/sdp/fingerprint.ts";
import type { FactOf } from "../../../src/trace/events.ts";
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { type OrderResult, report, reportFailure, serve } from "../actor.ts";
import { messageContent } from "../messageContent.ts";
import { type AppOrder, appOrderSchema } from "../protocol.ts";
import { AppPage } from "./appPage.ts";
import type { PageFact } from "./pageFact.ts";
import { OBSERVER, THIRD_PARTY_APPS } from "./thirdPartyApp.ts";

/** A person whose browser shows an application that others wrote. The application makes the call; this actor tells of it. */
const name = peerNameFrom(process.argv[2]);
const programs = new URL("../", pathToFileURL(process.argv[1] ?? ""));
let page: AppPage | undefined;
let decided = false;
let hungUp = false;
let hasKey = false;

serve(appOrderSchema, handle);

async function handle(order: AppOrder): Promise<OrderResult | undefined> {
  if (order.order === "open-page") {
    const { app, publicPort, networkPorts } = order;
    page = await AppPage.open({
      scripts: [OBSERVER, THIRD_PARTY_APPS[app].page].map((script) => new URL(script, programs)),
      network: { publicPort, networkPorts },
      onFact: tell,
      onError: (error) => !hungUp && reportFailure(error),
    });
    const { pid, version } = page;
    report({ kind: "stack-started", owner: name, stack: "chromium", name: version, pid });
    return { value: page.origin };
  }
  if (!page) throw new Error("no page is open");
  switch (order.order) {
    case "enter": {
      const { url, room, password } = order;
      await page.do(`app.enter(${JSON.stringify({ url, room, password })})`);
      await page.until("app.hasEntered()", order.deadlineMs);
      return undefined;
    }
    case "say":
      await page.until("app.isOpen()", order.deadlineMs);
      await page.do(`app.say(${JSON.stringify(order.text)})`);
      return undefined;
    case "see":
      await page.until(`app.shows(${JSON.stringify(order.text)})`, order.deadlineMs);
      return undefined;
    case "hang-up":
      hungUp = true;
      decide({ kind: "link", state: "pending", reason: "hung-up" });
      report({ kind: "hung-up", because: "the script ended" });
      return undefined;
  }
}

/** After it has hung up, what the other one's going does to the application is no news. */
function tell(fact: PageFact, atNs: bigint): void {
  if (hungUp) return;
  switch (fact.kind) {
    case "description-sent":
      reportKey(fact.sdp, atNs);
      report(fact, atNs);
      return;
    case "description-received":
    case "candidate-sent":
    case "candidate-received":
    case "channel-open":
      report(fact, atNs);
      return;
    case "socket-opened":
    case "state":
      report({ ...fact, owner: name }, atNs);
      return;
    case "message-sent":
    case "message-received": {
      const { kind, channel, type, content } = fact;
      report({ kind, channel, ...messageContent(type, Buffer.from(content, "base64")) }, atNs);
      return;
    }
    case "connected": {
      const { delivered, role, tlsVersion, dtlsCipher } = fact;
      report({ kind: "dtls-stats", owner: name, tlsVersion, dtlsCipher }, atNs);
      report({ kind: "certificate-delivered", owner: name, role, certificate: delivered }, atNs);
      decide({ kind: "link", state: "connected" }, atNs);
      return;
    }
    case "link":
      decide(fact, atNs);
      return;
    case "trouble":
      report({ kind: "alarm", code: "APPLICATION_ERROR", message: fact.message }, atNs);
      return;
  }
}

/** The browser has made it by the time of the first description, and shows its fingerprint there. */
function reportKey(sdp: string, atNs: bigint): void {
  const [made] = fingerprintsOf(sdp);
  if (hasKey || !made || !page) return;
  hasKey = true;
  const fingerprint = { ...made.fingerprint };
  report(
    { kind: "key-made-in-stack", owner: name, pid: page.pid, algorithm: "ECDSA P-256", fingerprint },
    atNs,
  );
}

function decide(link: FactOf<"link">, atNs?: bigint): void {
  if (!decided) report(link, atNs);
  decided = true;
}

function peerNameFrom(argument: string | undefined): PeerName {
  const found = PEERS.find((peer) => peer === argument);
  if (!found) throw new Error("an application must be started with its user's name");
  return found;
}
