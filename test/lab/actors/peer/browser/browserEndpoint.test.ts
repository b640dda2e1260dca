import { setImmediate as nextTurn } from "node:timers/promises";
import { expect } from "chai";
import { BrowserEndpoint } from "../../../../../lab/actors/peer/browser/browserEndpoint.ts";
import type { PageEvent, TransportStats } from "../../../../../lab/actors/peer/browser/pageEvent.ts";
import type { EndpointListener } from "../../../../../lab/actors/peer/endpoint.ts";

const FINGERPRINT = `a=fingerprint:sha-256 ${Array(32).fill("AB").join(":")}`;
const sdp = (...lines: readonly string[]) =>
  ["v=0", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel", ...lines, ""].join("\r\n");

/** An endpoint over a page that does as it is told, and everything that either was told. */
function endpoint() {
  const told: [string, ...unknown[]][] = [];
  const ordered: [string, ...unknown[]][] = [];
  const stats: TransportStats[] = [];
  const tell =
    (name: string) =>
    (...args: readonly unknown[]) => {
      told.push([name, ...args]);
    };
  const listener: EndpointListener = {
    onCandidate: tell("candidate"),
    onState: tell("state"),
    onHandshake: tell("handshake"),
    onLinkFailed: tell("failed"),
    onChannelOpen: tell("open"),
    onMessage: tell("message"),
  };
  const page = {
    call: async (name: string, ...args: readonly unknown[]) => {
      ordered.push([name, ...args]);
      return "v=0";
    },
  };
  const made = new BrowserEndpoint(
    {
      page,
      number: 2,
      isSocket: (candidate) => candidate.includes("192.0.2.2"),
      keyLog: undefined,
      onStats: (found) => stats.push(found),
    },
    listener,
  );
  return { endpoint: made, told, ordered, stats };
}

const secured = (stats: TransportStats): PageEvent => ({ event: "secured", call: 2, stats });

describe("an endpoint in a browser", () => {
  it("holds back channels and messages until the handshake was judged, in their order", async () => {
    const { endpoint: made, told } = endpoint();
    made.hear({ event: "open", call: 2, label: "chat" });
    made.hear({ event: "message", call: 2, label: "chat", type: "binary", content: "AQI=" });
    expect(told).to.deep.equal([]);
    made.hear(secured({ dtlsRole: "client", remoteCertificate: "MAA=" }));
    await nextTurn();
    expect(told.map(([name]) => name)).to.deep.equal(["handshake", "open", "message"]);
    expect(told[0]?.[1]).to.deep.equal({
      delivered: { role: "client", certificate: Buffer.from([0x30, 0]) },
    });
    expect(told[2]?.[2]).to.deep.equal(Buffer.from([1, 2]));
  });

  it("names the one fingerprint of the description where the browser shows no certificate", async () => {
    for (const [lines, expected] of [
      [[FINGERPRINT], "AB"],
      [[FINGERPRINT, FINGERPRINT.replaceAll("AB", "CD")], undefined],
      [[], undefined],
    ] as const) {
      const { endpoint: made, told } = endpoint();
      await made.setRemoteDescription({ type: "answer", sdp: sdp(...lines) });
      made.hear(secured({ dtlsRole: "server" }));
      await nextTurn();
      const [, handshake] = told[0] ?? [];
      expect(JSON.stringify(handshake).includes('"comparedWith"')).to.equal(expected !== undefined);
    }
  });

  it("passes on the one candidate that stands for its socket, and none of another call", () => {
    const { endpoint: made, told } = endpoint();
    const candidate = (call: number, address: string): PageEvent => ({
      event: "candidate",
      call,
      candidate: `candidate:1 1 udp 1 ${address} 4711 typ host`,
      sdpMid: "0",
      sdpMLineIndex: 0,
    });
    made.hear(candidate(1, "192.0.2.2"));
    made.hear(candidate(2, "fd00::2"));
    made.hear(candidate(2, "192.0.2.2"));
    made.hear(candidate(2, "192.0.2.2"));
    expect(told).to.have.length(1);
  });

  it("says why a link failed as far as a browser tells it", () => {
    const { endpoint: made, told } = endpoint();
    made.hear({ event: "failed", call: 2, ice: "connected", dtls: "failed" });
    made.hear({ event: "failed", call: 2, ice: "failed", dtls: "new" });
    expect(told.map(([, failure]) => failure)).to.deep.equal([
      { reason: "dtls-failed", detail: "ICE connected, DTLS failed" },
      { reason: "ice-failed", detail: "ICE failed, DTLS new" },
    ]);
  });

  it("sends text as text and bytes as base64", async () => {
    const { endpoint: made, ordered } = endpoint();
    await made.send("chat", "hé");
    await made.send("files", Uint8Array.of(1, 2));
    expect(ordered).to.deep.equal([
      ["send", "chat", "text", "hé"],
      ["send", "files", "binary", "AQI="],
    ]);
  });
});
