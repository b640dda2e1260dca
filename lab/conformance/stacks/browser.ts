import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import * as v from "valibot";
import type { BrowserKind } from "../../browser/findBrowser.ts";
import { launchBrowser } from "../../browser/launch.ts";
import { peerEventSchema } from "../protocol.ts";
import type { PageOrder } from "./page.ts";
import { runStack, type Tell } from "./stackProgram.ts";

/** `node browser.mjs chromium|firefox`: a page of the machine's own browser as a stack. */
const kind = v.parse(v.picklist(["chromium", "firefox"]), process.argv[2]);
void run(kind);

const PREFERENCES = {
  "media.autoplay.default": 0,
  "media.autoplay.blocking_policy": 0,
  // Its own addresses by name (mDNS) would be of no use to the others.
  "media.peerconnection.ice.obfuscate_host_addresses": false,
};
const WORDS = [
  "--autoplay-policy=no-user-gesture-required",
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

async function run(kind: BrowserKind): Promise<void> {
  const { url, close } = await serve();
  const { browser, close: closeBrowser } = await launchBrowser(
    kind,
    kind === "chromium" ? { args: WORDS } : { preferences: PREFERENCES },
  );
  const page = await browser.newPage();
  let heard: Tell = () => undefined;
  await page.exposeFunction("tellConductor", (event: unknown) => {
    const parsed = v.parse(peerEventSchema, event);
    if (parsed.event !== "done" && parsed.event !== "failed" && parsed.event !== "ready") heard(parsed);
  });
  await page.goto(url);
  const obey = (order: PageOrder) => page.evaluate((given) => globalThis.obey(given), order);
  runStack({
    version: (await browser.version()).replace(/^.*\//, ""),
    cannot: ["ice-lite"],
    async open({ media }, tell) {
      heard = tell;
      await obey({ act: "open", media });
      return {
        channel: (settings) => obey({ act: "channel", settings }),
        offer: (restartIce) => obey({ act: "offer", restartIce }),
        signal: (signal) => obey({ act: "signal", signal }),
        send: (run) => obey({ act: "send", run }),
        close: () => obey({ act: "close" }),
      };
    },
    async end() {
      close();
      await closeBrowser();
    },
  });
}

/** On 127.0.0.1, because only there (or by TLS) a page may calculate a SHA-256. */
async function serve(): Promise<{ readonly url: string; close(): void }> {
  const script = readFileSync(new URL("./page.js", import.meta.url));
  const server = createServer((request, response) => {
    const isScript = request.url === "/page.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html; charset=utf-8");
    response.end(isScript ? script : `<!doctype html><title>a peer</title><script src="page.js"></script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = addressOf(server.address());
  return {
    // By name: our Chromium resolves no other, and takes an address for one.
    url: `http://localhost:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address;
}
