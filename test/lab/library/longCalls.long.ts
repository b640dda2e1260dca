import { expect } from "chai";
import datachannel, { type DataChannel, type PeerConnection } from "node-datachannel";
import { type CallSignal, type OpenInterceptor, openInterceptor } from "webrtc-mitm-lab";
import { Leg } from "../../../lab/actors/attacker/leg.ts";
import { LegIce } from "../../../lab/actors/attacker/legIce.ts";
import { makeLocalCertificate } from "../../../lab/actors/localCertificate.ts";
import { until } from "./weriftPeer.ts";

const BLOCK_BYTES = 64 << 10;
const EACH_WAY = 10 << 20;
const SILENCE_MS = 40_000;
/** Consent is asked for every five seconds and expires after thirty (RFC 7675 §5.1). */
const CONSENT_MS = 60_000;

/** A peer on libdatachannel, which has nothing in common with the stack of the legs. */
class NativePeer {
  readonly connection: PeerConnection;
  channel: DataChannel | undefined;
  heardBytes = 0;
  wrongBlocks = 0;
  lastText = "";

  constructor(name: string, send: (signal: CallSignal) => void) {
    this.connection = new datachannel.PeerConnection(name, { iceServers: [], bindAddress: "127.0.0.1" });
    this.connection.onLocalDescription((sdp, type) => {
      if (type === "offer" || type === "answer") send({ type, sdp });
    });
    this.connection.onLocalCandidate((candidate, sdpMid) => send({ type: "candidate", candidate, sdpMid }));
    this.connection.onDataChannel((channel) => this.#use(channel));
  }

  call(): void {
    this.#use(this.connection.createDataChannel("bulk"));
  }

  hear(signal: CallSignal): void {
    if (signal.type !== "candidate") this.connection.setRemoteDescription(signal.sdp, signal.type);
    else this.connection.addRemoteCandidate(signal.candidate, signal.sdpMid ?? "0");
  }

  /** Sends numbered blocks, as fast as the other end takes them. */
  async sendBlocks(count: number): Promise<void> {
    const { channel } = this;
    for (let number = 0; number < count; number += 1) {
      await until(
        () => (channel?.bufferedAmount() ?? 0) < 16 * BLOCK_BYTES,
        () => `${number} of ${count} sent`,
        60_000,
      );
      channel?.sendMessageBinary(blockOf(number));
    }
  }

  #use(channel: DataChannel): void {
    this.channel = channel;
    channel.onMessage((content) => {
      if (typeof content === "string") {
        this.lastText = content;
        return;
      }
      const bytes = Buffer.from(new Uint8Array(content));
      if (!bytes.equals(blockOf(this.heardBytes / BLOCK_BYTES))) this.wrongBlocks += 1;
      this.heardBytes += bytes.length;
    });
  }
}

function blockOf(number: number): Buffer {
  return Buffer.alloc(BLOCK_BYTES, `block ${number} `);
}

/** After a long transfer the stack's own threads would keep this process alive. */
after(() => datachannel.cleanup());

describe("a long call of another stack through the interceptor", function () {
  this.timeout(180_000);
  let interceptor: OpenInterceptor;
  let alice: NativePeer;
  let bob: NativePeer;
  let readBytes = 0;

  beforeEach(async () => {
    readBytes = 0;
    interceptor = await openInterceptor({
      tell: (to, signal) => (to === "alice" ? alice : bob).hear(signal),
      onRead: ({ content }) => {
        readBytes += content.length;
      },
    });
    alice = new NativePeer("alice", (signal) => void interceptor.pass("alice", signal));
    bob = new NativePeer("bob", (signal) => void interceptor.pass("bob", signal));
    alice.call();
    await until(
      () => alice.channel?.isOpen() === true && bob.channel?.isOpen() === true,
      () => JSON.stringify(interceptor.legs),
    );
  });
  afterEach(async () => {
    for (const { connection } of [alice, bob]) connection.close();
    await interceptor.close();
  });

  it("carries 10 MiB each way at once: all, in order, unaltered, and all of it read", async () => {
    const count = EACH_WAY / BLOCK_BYTES;
    await Promise.all([alice.sendBlocks(count), bob.sendBlocks(count)]);
    await until(
      () => alice.heardBytes === EACH_WAY && bob.heardBytes === EACH_WAY,
      () => `${alice.heardBytes} and ${bob.heardBytes} bytes arrived`,
      120_000,
    );
    expect([alice.wrongBlocks, bob.wrongBlocks]).to.deep.equal([0, 0]);
    expect(readBytes).to.equal(2 * EACH_WAY);
    expect(interceptor.messagesRead.length + interceptor.messagesNotKept).to.equal(2 * count);
    expect(interceptor.unread).to.deep.equal([]);
  });

  it("is still there after 40 seconds of silence", async () => {
    await new Promise((resolve) => setTimeout(resolve, SILENCE_MS));
    for (const [from, to] of [
      [alice, bob],
      [bob, alice],
    ] as const) {
      from.channel?.sendMessage("still here");
      await until(
        () => to.lastText === "still here",
        () => JSON.stringify(interceptor.legs),
      );
    }
    expect(interceptor.messagesRead).to.have.length(2);
    for (const leg of Object.values(interceptor.legs))
      expect(leg).to.include({ ice: "connected", dtls: "connected" });
  });
});

describe("a leg whose peer vanishes", function () {
  this.timeout(CONSENT_MS + 20_000);

  it("says that it is disconnected once the peer's consent has expired", async () => {
    const leg = await Leg.open({
      owner: "bob-leg",
      localCertificate: makeLocalCertificate("bob-leg", () => undefined),
      addresses: ["127.0.0.1"],
      report: () => undefined,
    });
    const peer = await LegIce.open(["127.0.0.1"]);
    for (const candidate of leg.candidates) peer.addRemoteCandidate(candidate);
    for (const candidate of peer.candidates()) leg.addRemoteCandidate(candidate);
    leg
      .connect({ ...peer.credentials, iceLite: false }, { ice: "controlled", dtls: "client" })
      .catch(() => undefined);
    const { iceUfrag, icePwd } = leg.parameters;
    await peer.connect({ iceUfrag, icePwd, iceLite: false }, "controlling");
    await until(
      () => leg.state.ice === "connected",
      () => leg.state.ice,
    );
    await peer.close();
    await until(
      () => ["disconnected", "failed"].includes(leg.state.ice),
      () => leg.state.ice,
      CONSENT_MS,
    );
    await leg.close();
  });
});
