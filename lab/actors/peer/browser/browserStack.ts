import { once } from "node:events";
import { createServer } from "node:http";
import type { Page } from "puppeteer-core";
import * as v from "valibot";
import { parseCandidate } from "../../../../src/sdp/candidate.ts";
import { type Fingerprint, fingerprintsOf } from "../../../../src/sdp/fingerprint.ts";
import type { PeerName } from "../../../../src/trace/parties.ts";
import type { BrowserKind } from "../../../browser/findBrowser.ts";
import { guardGroup } from "../../../browser/guardGroup.ts";
import { launchBrowser } from "../../../browser/launch.ts";
import type { Preferences } from "../../../browser/quiet.ts";
import type { FactListener } from "../../actor.ts";
import type { EndpointListener } from "../endpoint.ts";
import { BrowserEndpoint, type PeerPage } from "./browserEndpoint.ts";
import { KeyLogFile } from "./keyLogFile.ts";
import { PEER_PAGE } from "./page.ts";
import { pageEventSchema } from "./pageEvent.ts";

interface BrowserSettings {
  readonly kind: BrowserKind;
  readonly owner: PeerName;
  /** Where the network reaches the browser's sockets. */
  readonly address: string;
  readonly report: FactListener;
}

/** One browser of one peer, with a page that is the peer. It is gone when this process is. */
export class BrowserStack {
  /** Of the certificate that the browser made and keeps from call to call. */
  readonly fingerprint: Fingerprint;
  readonly #settings: BrowserSettings;
  readonly #page: PeerPage;
  readonly #keyLog: KeyLogFile | undefined;
  #endpoint: BrowserEndpoint | undefined;

  /** @throws BrowserError when the browser is not installed or does not start */
  static async open(settings: BrowserSettings): Promise<BrowserStack> {
    const { kind, owner, report } = settings;
    const keyLog = kind === "firefox" ? new KeyLogFile() : undefined;
    const { browser } = await launchBrowser(kind, {
      ...(kind === "chromium" ? { args: CHROMIUM_ARGUMENTS } : { preferences: FIREFOX_PREFERENCES }),
      deadlineMs: START_DEADLINE_MS,
      ...(keyLog && { env: { SSLKEYLOGFILE: keyLog.path } }),
    });
    const pid = browser.process()?.pid ?? 0;
    guardGroup(pid);
    report({ kind: "stack-started", owner, stack: kind, name: nameOf(kind, await browser.version()), pid });
    const page = await browser.newPage();
    let stack: BrowserStack | undefined;
    await page.exposeFunction("tell", (event: unknown) => stack?.hear(event));
    await loadPage(page);
    const peerPage: PeerPage = {
      call: (name, ...args) => page.evaluate(`peer.${name}(...${JSON.stringify(args)})`),
    };
    const sdp = String(await peerPage.call("makeCertificate"));
    const [made] = fingerprintsOf(sdp);
    if (!made) throw new Error(`${kind} made an offer without a fingerprint`);
    const { fingerprint } = made;
    report({
      kind: "key-made-in-stack",
      owner,
      pid,
      algorithm: "ECDSA P-256",
      fingerprint: { ...fingerprint },
    });
    stack = new BrowserStack(settings, peerPage, { fingerprint, keyLog });
    return stack;
  }

  private constructor(
    settings: BrowserSettings,
    page: PeerPage,
    { fingerprint, keyLog }: { fingerprint: Fingerprint; keyLog: KeyLogFile | undefined },
  ) {
    this.#settings = settings;
    this.#page = page;
    this.fingerprint = fingerprint;
    this.#keyLog = keyLog;
  }

  /** A connection of its own for each call. */
  async openEndpoint(): Promise<(listener: EndpointListener) => BrowserEndpoint> {
    const number = Number(await this.#page.call("begin"));
    const { kind, address, owner, report } = this.#settings;
    return (listener) => {
      this.#endpoint = new BrowserEndpoint(
        {
          page: this.#page,
          number,
          isSocket: (candidate) => isSocket(candidate, kind === "firefox" ? address : undefined),
          keyLog: this.#keyLog,
          onStats: ({ tlsVersion, dtlsCipher }) =>
            report({
              kind: "dtls-stats",
              owner,
              ...(tlsVersion !== undefined && { tlsVersion }),
              ...(dtlsCipher !== undefined && { dtlsCipher }),
            }),
        },
        listener,
      );
      return this.#endpoint;
    };
  }

  /** Resolves when the connection of the last call is closed, if it was told to. */
  async closed(): Promise<void> {
    await this.#endpoint?.closed;
  }

  hear(event: unknown): void {
    this.#endpoint?.hear(v.parse(pageEventSchema, JSON.parse(String(event))));
  }
}

/**
 * Through doors on 127.0.0.1: Chromium's sockets stand on all addresses, and it names the machine's own one. Without
 * mDNS names, because the network attaches a port, not a name.
 */
const CHROMIUM_ARGUMENTS: readonly string[] = [
  "--allow-loopback-in-peer-connection",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

const FIREFOX_PREFERENCES: Preferences = {
  "media.peerconnection.ice.obfuscate_host_addresses": false,
  "media.peerconnection.ice.tcp": false,
};

/** On a busy machine a browser takes its time; the conductor has a deadline of its own. */
const START_DEADLINE_MS = 60_000;

/** "Chrome/156.0.8078.79" and "firefox/153.7.0", as people say it. */
function nameOf(kind: BrowserKind, version: string): string {
  const [, number = "unknown"] = /\/(\d+)/.exec(version) ?? [];
  return `${kind === "chromium" ? "Chromium" : "Firefox"} ${number}`;
}

/** A UDP socket over IPv4; Firefox has one for each address of the machine. */
function isSocket(candidate: string, address: string | undefined): boolean {
  const { protocol, address: own } = parseCandidate(candidate);
  const isIPv4 = /^\d+(\.\d+){3}$/.test(own);
  return protocol.toLowerCase() === "udp" && isIPv4 && (address === undefined || own === address);
}

/** Served from this process, to whoever asks on 127.0.0.1, until the browser has it. */
async function loadPage(page: Page): Promise<void> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(PEER_PAGE);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    await page.goto(`http://127.0.0.1:${port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
