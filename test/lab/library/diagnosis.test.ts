import { expect } from "chai";
import { ATTACKS, certificateFingerprint, type OpenInterceptor, openInterceptor } from "webrtc-mitm-lab";
import { Leg } from "../../../lab/actors/attacker/leg.ts";
import { LegIce } from "../../../lab/actors/attacker/legIce.ts";
import { makeLocalCertificate } from "../../../lab/actors/localCertificate.ts";
import { rewriteDescription } from "../../../src/sdp/rewrite.ts";
import { until, WeriftPeer } from "./weriftPeer.ts";

const ALERT = { fatal: "15fefd0000000000000000000202", warning: "15fefd0000000000000000000201" } as const;
const UNUSED = { ice: "new", dtls: "new", sawMedia: false, messagesRead: 0 };

describe("the diagnosis of a leg", function () {
  this.timeout(30_000);

  describe("in a call of an app", () => {
    let interceptor: OpenInterceptor;
    let alice: WeriftPeer;
    let bob: WeriftPeer;
    const begin = async (settings: Parameters<typeof openInterceptor>[0] = {}) => {
      interceptor = await openInterceptor({
        tell: (to, signal) => (to === "alice" ? alice : bob).hear(signal),
        ...settings,
      });
      alice = new WeriftPeer((signal) => void interceptor.pass("alice", signal));
      bob = new WeriftPeer((signal) => void interceptor.pass("bob", signal));
    };
    afterEach(() => Promise.all([alice.close(), bob.close(), interceptor.close()]));
    const shownBy = ({ connection }: WeriftPeer) => {
      const certificate = connection.dtlsTransports[0]?.localCertificate;
      const [fingerprint] = certificate?.getFingerprints() ?? [];
      return fingerprint?.value.toUpperCase();
    };

    it("says what it waits for, is connected to, has read, and that it is closed", async () => {
      await begin();
      const { legs } = interceptor;
      expect(legs.alice).to.deep.include({ ...UNUSED, candidatesRefused: [], unread: [] });
      expect(legs.alice).not.to.have.any.keys("peerCertificate", "peerAddress", "failure", "alert");
      interceptor.pass("bob", { type: "candidate", candidate: "candidate:1 1 udp 1 192.0.2.1 9 typ host" });
      alice.open("chat");
      await alice.offer();
      (await alice.channelOpen("chat")).send("hello");
      await bob.heardAtLeast(1);
      for (const [name, peer] of [
        ["alice", alice],
        ["bob", bob],
      ] as const) {
        const leg = interceptor.legs[name];
        expect(leg).to.deep.include({ ice: "connected", dtls: "connected", sawMedia: false });
        expect(leg.messagesRead).to.equal(name === "alice" ? 1 : 0);
        expect(leg.shownCertificate).to.eql(interceptor.fingerprints[name]);
        expect(leg.peerCertificate?.value).to.equal(shownBy(peer));
        expect(leg.peerAddress).to.match(/^127\.0\.0\.1:\d+$/);
        const refused = name === "bob" ? ["candidate:1 1 udp 1 192.0.2.1 9 typ host"] : [];
        expect(leg.candidatesRefused).to.include.members(refused);
      }
      await interceptor.close();
      expect(interceptor.legs.bob).to.include({ ice: "closed", dtls: "closed" });
    });

    it("shows a peer that refuses its certificate without a word, as werift does: nothing is read", async () => {
      const wrong = certificateFingerprint(Buffer.from("nobody's"), "sha-256");
      await begin({
        attack: {
          ...ATTACKS["substitute-fingerprint"],
          description: (sdp, leg) =>
            rewriteDescription(ATTACKS["substitute-fingerprint"].description(sdp, leg), {
              fingerprints: [wrong],
            }),
        },
      });
      alice.open("chat");
      await alice.offer();
      await until(
        () => alice.connection.connectionState === "failed" || bob.connection.connectionState === "failed",
        () => `${alice.connection.connectionState} ${bob.connection.connectionState}`,
      );
      const { legs } = interceptor;
      expect(legs.alice.peerCertificate ?? legs.bob.peerCertificate).not.to.equal(undefined);
      expect([legs.alice.messagesRead, legs.bob.messagesRead]).to.eql([0, 0]);
      expect(legs.alice.shownCertificate).not.to.eql(wrong);
    });

    it("shows a call whose peers never come", async () => {
      await begin();
      interceptor.pass("alice", { type: "offer", sdp: silentSdp("actpass") });
      interceptor.pass("bob", { type: "answer", sdp: silentSdp("active") });
      expect(interceptor.legs.alice.dtls).to.equal("connecting");
      await until(
        () => interceptor.legs.alice.ice === "checking",
        () => interceptor.legs.alice.ice,
      );
      expect(interceptor.legs.alice).not.to.have.property("peerCertificate");
    });
  });

  describe("whose peer is an ICE agent and no more", () => {
    let leg: Leg;
    let peer: LegIce;
    beforeEach(async () => {
      const localCertificate = makeLocalCertificate("alice-leg", () => undefined);
      leg = await Leg.open({
        owner: "alice-leg",
        localCertificate,
        addresses: ["127.0.0.1"],
        report: () => undefined,
      });
      peer = await LegIce.open(["127.0.0.1"]);
    });
    afterEach(() => Promise.all([leg.close(), peer.close()]));
    const meet = async (dtls: "client" | "server" = "client") => {
      for (const candidate of leg.candidates) peer.addRemoteCandidate(candidate);
      for (const candidate of peer.candidates()) leg.addRemoteCandidate(candidate);
      const { iceUfrag, icePwd } = leg.parameters;
      leg
        .connect({ ...peer.credentials, iceLite: false }, { ice: "controlled", dtls })
        .catch(() => undefined);
      await peer.connect({ iceUfrag, icePwd, iceLite: false }, "controlling");
    };

    it("is failed by a fatal alert, and says which; a warning changes nothing", async () => {
      await meet();
      peer.send(Buffer.from(`${ALERT.warning}5a`, "hex"));
      await until(
        () => leg.state.alert !== undefined,
        () => "no alert",
      );
      expect(leg.state).to.deep.include({
        dtls: "connecting",
        alert: { level: "warning", description: "user_canceled" },
      });
      peer.send(Buffer.from(`${ALERT.fatal}2a`, "hex"));
      await until(
        () => leg.state.dtls === "failed",
        () => leg.state.dtls,
      );
      expect(leg.state).to.deep.include({
        ice: "connected",
        alert: { level: "fatal", description: "bad_certificate" },
      });
    });

    it("says that media came, which no leg carries", async () => {
      await meet();
      expect(leg.state.sawMedia).to.equal(false);
      await until(
        () => leg.state.ice === "connected",
        () => leg.state.ice,
      );
      peer.send(Buffer.from(`8000${"00".repeat(20)}`, "hex"));
      await until(
        () => leg.state.sawMedia,
        () => "no media",
      );
    });

    it("has failed where its stack cannot take what the peer sends, and says why; ICE goes on", async () => {
      await meet("server");
      peer.send(HELLO_WITHOUT_EXTENSIONS);
      await until(
        () => leg.state.dtls === "failed",
        () => leg.state.dtls,
      );
      expect(leg.state).to.deep.include({ ice: "connected" });
      expect(leg.state.failure).to.match(/\w+ \w+/);
      expect(leg.state).not.to.have.property("alert");
    });
  });
});

/** Legal (RFC 5246 §7.4.1.2), and more than werift takes. */
const HELLO_WITHOUT_EXTENSIONS = Buffer.from(
  `16fefd000000000000000000360100002a000000000000002afefd${"5a".repeat(32)}00000002c02b0100`,
  "hex",
);

/** The description of a peer that is nowhere. */
const silentSdp = (setup: "actpass" | "active") =>
  [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
    "c=IN IP4 0.0.0.0",
    "a=ice-ufrag:abcd",
    "a=ice-pwd:abcdefghijklmnopqrstuv",
    `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`,
    `a=setup:${setup}`,
    "a=sctp-port:5000",
    "",
  ].join("\r\n");
