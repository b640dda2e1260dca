import "../../../../lab/actors/loopback.ts";
import { expect } from "chai";
import { type LocalCertificate, makeLocalCertificate } from "../../../../lab/actors/localCertificate.ts";
import type {
  CompletedHandshake,
  Description,
  EndpointListener,
  FailedLink,
} from "../../../../lab/actors/peer/endpoint.ts";
import { WeriftEndpoint } from "../../../../lab/actors/peer/weriftEndpoint.ts";
import { certificateFingerprint, formatFingerprint } from "../../../../src/sdp/fingerprint.ts";
import { eventually } from "../../processes.ts";

/** One end of a call, and all that its endpoint told. */
class End {
  readonly endpoint: WeriftEndpoint;
  readonly handshakes: CompletedHandshake[] = [];
  readonly failures: FailedLink[] = [];
  readonly messages: (readonly [label: string, content: string | Uint8Array])[] = [];
  readonly open: string[] = [];
  onCandidate: EndpointListener["onCandidate"] = () => undefined;

  constructor(localCertificate: LocalCertificate) {
    this.endpoint = new WeriftEndpoint(
      { localCertificate, dangerSkipGuards: [] },
      {
        onCandidate: (candidate) => this.onCandidate(candidate),
        onState: () => undefined,
        onHandshake: (handshake) => this.handshakes.push(handshake),
        onLinkFailed: (failure) => this.failures.push(failure),
        onChannelOpen: (label) => this.open.push(label),
        onMessage: (label, content) => this.messages.push([label, content]),
      },
    );
  }
}

describe("an endpoint on werift", () => {
  let certificates: Readonly<Record<"caller" | "callee", LocalCertificate>>;
  let ends: End[] = [];

  before(async () => {
    const [caller, callee] = await Promise.all(
      (["alice", "bob"] as const).map((owner) => makeLocalCertificate(owner, () => undefined)),
    );
    if (!caller || !callee) throw new Error("no certificates");
    certificates = { caller, callee };
  });

  afterEach(() => {
    for (const { endpoint } of ends) endpoint.close();
  });

  /** Introduces two ends to each other; candidates may come before the description that they belong to. */
  const meet = async (onAnswer: (sdp: string) => string = (sdp) => sdp) => {
    const [caller, callee] = [new End(certificates.caller), new End(certificates.callee)];
    ends = [caller, callee];
    caller.onCandidate = (candidate) => void callee.endpoint.addRemoteCandidate(candidate);
    callee.onCandidate = (candidate) => void caller.endpoint.addRemoteCandidate(candidate);
    const offer: Description = {
      type: "offer",
      sdp: await caller.endpoint.createOffer([{ label: "chat" }, { label: "files", ordered: false }]),
    };
    await callee.endpoint.setRemoteDescription(offer);
    const sdp = await callee.endpoint.createAnswer();
    await caller.endpoint.setLocalDescription(offer);
    await callee.endpoint.setLocalDescription({ type: "answer", sdp });
    await caller.endpoint.setRemoteDescription({ type: "answer", sdp: onAnswer(sdp) });
    return { caller, callee };
  };

  it("tells what DTLS delivered to each end, that possession was proven, and the secrets that both share", async () => {
    const { caller, callee } = await meet();
    await eventually("both handshakes", () => ends.every(({ handshakes }) => handshakes.length === 1));
    const [mine, theirs] = [caller.handshakes[0], callee.handshakes[0]];
    expect(mine?.delivered?.certificate).to.eql(certificates.callee.der);
    expect(theirs?.delivered?.certificate).to.eql(certificates.caller.der);
    expect([mine?.delivered?.role, theirs?.delivered?.role]).to.have.members(["client", "server"]);
    expect([mine?.possession, theirs?.possession]).to.eql([{ kind: "proven" }, { kind: "proven" }]);
    const { privateShare: oneShare, ...one } = mine?.secrets ?? expect.fail("the caller told no secrets");
    const { privateShare: otherShare, ...other } =
      theirs?.secrets ?? expect.fail("the callee told no secrets");
    expect(one).to.eql(other);
    // Each end's own: x25519 (RFC 8422 §5.1.1).
    expect([oneShare?.group, otherShare?.group]).to.eql([29, 29]);
    expect(oneShare?.privateKey).not.to.equal(otherShare?.privateKey);
    expect(ends.flatMap(({ failures }) => failures)).to.eql([]);
  });

  it("opens the caller's channels at both ends and carries text and bytes, empty ones too", async () => {
    const { caller, callee } = await meet();
    await eventually("all channels", () => ends.every(({ open }) => open.length === 2));
    await caller.endpoint.send("chat", "hello");
    await callee.endpoint.send("files", Buffer.from([1, 2, 3]));
    await caller.endpoint.send("chat", "");
    await eventually("the messages", () => callee.messages.length === 2 && caller.messages.length === 1);
    expect(callee.messages).to.eql([
      ["chat", "hello"],
      ["chat", ""],
    ]);
    expect(caller.messages).to.eql([["files", Buffer.from([1, 2, 3])]]);
    expect(await caller.endpoint.send("nowhere", "x").catch(String)).to.match(/"nowhere" is not open/);
  });

  it("tells of a certificate that was not signalled: the reason, werift's words, and the certificate", async () => {
    const wrong = formatFingerprint(certificateFingerprint(certificates.caller.der, "sha-256"));
    const { caller } = await meet((sdp) =>
      sdp.replaceAll(/a=fingerprint:[^\r\n]*/g, `a=fingerprint:${wrong}`),
    );
    await eventually("the failure", () => caller.failures.length > 0);
    const [failure] = caller.failures;
    expect(failure).to.include({
      reason: "certificate-not-signalled",
      detail: "remote certificate fingerprint mismatch",
    });
    expect(failure?.refused?.certificate).to.eql(certificates.callee.der);
    expect(caller.handshakes, "a refused handshake is not a completed one").to.eql([]);
  });
});
