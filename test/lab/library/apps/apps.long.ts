import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { expect } from "chai";
import { openRewritingProxy, type RewritingProxy, type RewritingProxySettings } from "webrtc-mitm-lab";
import { findBrowser } from "../../../../lab/browser/findBrowser.ts";
import { launchBrowser, type OpenBrowser } from "../../../../lab/browser/launch.ts";
import { AppUser } from "./app.ts";
import { type AppServer, nostrRelay, peerJsServer, simplePeerServer, yWebrtcServer } from "./appServers.ts";
import { bundlePage } from "./bundlePage.ts";
import { trysteroKey, yWebrtcKey } from "./roomKeys.ts";

const ROOM = "a-room";

interface App {
  readonly title: string;
  readonly page: string;
  readonly server: () => Promise<AppServer>;
  /** What an attacker at the signalling needs to know beside the signals. Left out: nothing. */
  readonly known?: Pick<RewritingProxySettings, "unseal">;
  /** It says nothing for its first twenty seconds, whatever goes wrong: then its silence means nothing. */
  readonly silent?: true;
}

const Y_WEBRTC: App = { title: "y-webrtc", page: "yWebrtc", server: yWebrtcServer };
const TRYSTERO: App = { title: "trystero", page: "trystero", server: nostrRelay, silent: true };

const APPS: readonly App[] = [
  { title: "PeerJS", page: "peerJs", server: peerJsServer },
  { title: "simple-peer", page: "simplePeer", server: simplePeerServer },
  Y_WEBRTC,
  // Its signals are encrypted, with a key made of the app's name and the room's alone.
  { ...TRYSTERO, known: { unseal: trysteroKey("", "lab", ROOM) } },
];

/** Their packages as they are on npm, in Chromium. Only the address of their server is another. */
describe("apps that others wrote, behind the rewriting proxy", function () {
  this.timeout(60_000);
  let chromium: OpenBrowser;
  const pages = new Map<string, string>();
  let web: Server;
  let origin: string;
  let server: AppServer | undefined;
  let proxy: RewritingProxy | undefined;
  let users: AppUser[] = [];

  before(async function () {
    const found = findBrowser("chromium");
    if (found.path === undefined) {
      process.stderr.write(`    skipped: ${found.missing}\n`);
      return this.skip();
    }
    web = createServer(({ url = "" }, response) => {
      response.setHeader("content-type", "text/html").end(pages.get(url.slice(1)) ?? "");
    }).listen(0, "127.0.0.1");
    await once(web, "listening");
    const address = web.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    origin = `http://127.0.0.1:${address.port}`;
    chromium = await launchBrowser("chromium", {
      args: ["--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"],
    });
    for (const { page } of APPS) pages.set(page, await bundlePage(page));
  });
  afterEach(async () => {
    await Promise.all(users.map((user) => user.close()));
    users = [];
    await proxy?.close();
    await server?.close();
    [proxy, server] = [undefined, undefined];
  });
  after(async () => {
    await chromium?.close();
    web?.close();
  });

  async function join(app: App, settings: Partial<RewritingProxySettings>, password?: string) {
    server = await app.server();
    proxy = await openRewritingProxy({ target: server.url, allowedOrigins: [origin], ...settings });
    const user = () => AppUser.open(chromium.browser, `${origin}/${app.page}`);
    const [alice, bob] = await Promise.all([user(), user()]);
    users = [alice, bob];
    const joining = { url: proxy.url, room: ROOM, ...(password && { password }) };
    await bob.join({ ...joining, name: "bob" });
    await alice.join({ ...joining, name: "alice", calls: "bob" });
    return { alice, bob, proxy };
  }

  /** Two users who each say something, and hear the other. */
  async function talk(app: App, settings: Partial<RewritingProxySettings>, password?: string) {
    const { alice, bob, proxy } = await join(app, settings, password);
    await Promise.all(users.map((user) => user.connected()));
    await alice.say("the account number is 4711");
    expect(await bob.heard(1)).to.eql(["the account number is 4711"]);
    await bob.say("and mine is 0815");
    expect(await alice.heard(1)).to.eql(["and mine is 0815"]);
    return {
      noticed: [...(await alice.trouble()), ...(await bob.trouble()), ...alice.said, ...bob.said],
      read: ["4711", "0815"].filter((text) =>
        proxy.messagesRead.some(({ content }) => Buffer.from(content).includes(text)),
      ),
      messagesRead: proxy.messagesRead,
      unread: proxy.unread,
      passed: proxy.passed,
    };
  }

  for (const app of APPS) {
    it(`${app.title}: nobody reads along where the proxy only forwards`, async () => {
      const { noticed, messagesRead, passed } = await talk(app, app.known ?? {});
      expect(messagesRead).to.eql([]);
      expect(noticed).to.eql([]);
      expect(passed.descriptions, "the signals that an attack could rewrite").to.be.greaterThan(1);
    });

    it(`${app.title}: all is read where it attacks${app.silent ? "" : ", and the app says nothing"}`, async () => {
      const { noticed, read, unread } = await talk(app, {
        ...app.known,
        attack: "substitute-fingerprint",
      });
      expect(read).to.eql(["4711", "0815"]);
      expect(unread).to.eql([]);
      expect(noticed).to.eql([]);
    });
  }

  for (const app of APPS.filter(({ silent }) => !silent)) {
    it(`${app.title}: it would have said something, as where the browser refuses what the attack shows it`, async () => {
      const { alice, bob, proxy } = await join(app, { ...app.known, attack: "md5-fingerprint" });
      await Promise.race([alice.notices(), bob.notices()]);
      expect(proxy.messagesRead).to.eql([]);
    });
  }

  describe("with a password that the server does not know", () => {
    for (const { app, keyOf } of [
      { app: Y_WEBRTC, keyOf: yWebrtcKey },
      { app: TRYSTERO, keyOf: (password: string, room: string) => trysteroKey(password, "lab", room) },
    ]) {
      it(`${app.title}: the attack finds no description in what holds some, and reads nothing`, async () => {
        const key = keyOf("a good password", ROOM);
        let descriptions = 0;
        const { messagesRead, unread, passed, noticed } = await talk(
          app,
          {
            attack: "substitute-fingerprint",
            // A control: it counts, with the key, what an attacker without it has before him.
            unseal(sealed) {
              if (key(sealed)?.text.includes("v=0")) descriptions += 1;
              return keyOf("a guess", ROOM)(sealed);
            },
          },
          "a good password",
        );
        expect(messagesRead).to.eql([]);
        expect(unread).to.eql([]);
        expect(noticed).to.eql([]);
        expect(passed.descriptions).to.equal(0);
        expect(descriptions).to.be.greaterThan(1);
      });

      it(`${app.title}: whoever learns it reads all`, async () => {
        const unseal = keyOf("a good password", ROOM);
        const { read, noticed } = await talk(
          app,
          { attack: "substitute-fingerprint", unseal },
          "a good password",
        );
        expect(read).to.eql(["4711", "0815"]);
        expect(noticed).to.eql([]);
      });
    }
  });
});
