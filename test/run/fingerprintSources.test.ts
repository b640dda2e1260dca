import { expect } from "chai";
import { differingBytes } from "../../src/report/html/components/hex.tsx";
import { callsOf } from "../../src/run/calls.ts";
import { peerFingerprints } from "../../src/run/fingerprintSources.ts";
import { changedPage, realPage } from "../report/pages.ts";

const of = (trace: Parameters<typeof callsOf>[0], peer: "alice" | "bob") => {
  const [call] = callsOf(trace);
  if (!call) throw new Error("the run has no call");
  const { meetings, genuine } = peerFingerprints(trace, call, peer);
  return { genuine, values: Object.fromEntries(meetings.map(({ place, value }) => [place, value])) };
};

describe("peerFingerprints", () => {
  it("agree in all three places when the server is honest", async () => {
    const { trace } = await realPage("honest");
    for (const peer of ["alice", "bob"] as const) {
      const { genuine, values } = of(trace, peer);
      expect(genuine).to.match(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      expect(values).to.include({ sdp: genuine, dtls: genuine, aloud: genuine });
    }
  });

  it("differ when the server attacks: SDP and DTLS agree with each other, and not with what was read aloud", async () => {
    const { trace } = await realPage("mitm");
    for (const peer of ["alice", "bob"] as const) {
      const { genuine, values } = of(trace, peer);
      expect(values.sdp).to.equal(values.dtls).and.not.to.equal(genuine);
      expect(values.aloud).to.equal(genuine);
    }
  });

  it("are missing where there was none to see", async () => {
    const { trace } = await changedPage("honest", (event) =>
      event.kind === "certificate-delivered" || event.kind === "passed-out-of-band" ? [] : [event],
    );
    expect(of(trace, "alice").values).to.include({ dtls: undefined, aloud: undefined });
  });
});

describe("differingBytes", () => {
  it("counts places that differ, and those that only one of the two has", () => {
    expect(differingBytes("AA:BB:CC", "AA:BC:CC")).to.deep.equal({ differing: 1, of: 3 });
    expect(differingBytes("AA:BB", "AA:BB:CC")).to.deep.equal({ differing: 1, of: 3 });
  });
});
