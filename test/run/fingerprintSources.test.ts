import { expect } from "chai";
import { differingBytes } from "../../src/report/html/components/hex.tsx";
import type { Page } from "../../src/report/model/page.ts";
import { peerFingerprints } from "../../src/run/fingerprintSources.ts";
import { PEERS, type PeerName } from "../../src/trace/parties.ts";
import { changedPage, realPage } from "../report/pages.ts";

const of = ({ run }: Page, peer: PeerName) => {
  const [call] = run.calls;
  if (!call) throw new Error("the run has no call");
  const { met } = peerFingerprints(run, call, peer);
  return {
    met,
    genuine: met.find(({ source }) => source.place === "dtls")?.genuine,
    values: Object.fromEntries(met.map(({ source, fingerprint }) => [source.place, fingerprint?.value])),
  };
};

describe("peerFingerprints", () => {
  it("agree in all places when the server is honest", async () => {
    const page = await realPage("honest");
    for (const peer of PEERS) {
      const { genuine, values } = of(page, peer);
      expect(genuine).to.match(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
      expect(values).to.include({ sdp: genuine, dtls: genuine, "read-aloud": genuine });
    }
  });

  it("differ when the server attacks: SDP and DTLS agree with each other, and not with what was read aloud", async () => {
    const page = await realPage("mitm");
    for (const peer of PEERS) {
      const { genuine, values } = of(page, peer);
      expect(values.sdp).to.equal(values.dtls).and.not.to.equal(genuine);
      expect(values["read-aloud"]).to.equal(genuine);
    }
  });

  it("take the certificate that was shown from the capture where the peer reports none", async () => {
    const page = await changedPage("honest", (event) =>
      event.kind === "certificate-delivered" ? [] : [event],
    );
    const { met, genuine } = of(page, "alice");
    const dtls = met.find(({ source }) => source.place === "dtls");
    expect(dtls?.source).to.deep.equal({ place: "dtls", accepted: false });
    expect(dtls?.fingerprint?.value).to.equal(genuine);
  });

  it("hash the delivered certificate by what the SDP named, so that the two can be compared", async () => {
    for (const [scenario, algorithm] of [
      ["weak-fingerprint", "sha-1"],
      ["weak-fingerprint-md5", "md5"],
    ]) {
      const { met } = of(await realPage(scenario ?? ""), "bob");
      const by = (place: string) =>
        met.find(({ source, fingerprint }) => source.place === place && fingerprint?.algorithm === algorithm);
      expect(by("sdp")?.fingerprint?.value, scenario).to.be.a("string");
      expect(by("dtls")?.fingerprint?.value, scenario).to.equal(by("sdp")?.fingerprint?.value);
    }
  });

  it("list every comparison of a call, and say which were made over it", async () => {
    const { run } = await realPage("honest-defended");
    const second = run.calls[1];
    if (!second) throw new Error("there is no second call");
    const heard = peerFingerprints(run, second, "alice").met.flatMap(({ source }) =>
      source.place === "read-aloud" ? [[source.method, source.over !== undefined]] : [],
    );
    expect(heard).to.deep.include(["short-code-16", false]).and.to.deep.include(["full-fingerprint", true]);
    expect(heard.length).to.be.greaterThan(2);
  });
});

describe("differingBytes", () => {
  it("counts places that differ, and those that only one of the two has", () => {
    expect(differingBytes("AA:BB:CC", "AA:BC:CC")).to.deep.equal({ differing: 1, of: 3 });
    expect(differingBytes("AA:BB", "AA:BB:CC")).to.deep.equal({ differing: 1, of: 3 });
  });
});
