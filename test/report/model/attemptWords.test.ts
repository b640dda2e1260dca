import { expect } from "chai";
import { attemptWords } from "../../../src/report/model/attemptWords.ts";
import { NOTHING_FOUND } from "../reports.ts";

describe("the words on the attempts to open a recording", () => {
  const tried = {
    ...NOTHING_FOUND,
    traffic: { ...NOTHING_FOUND.traffic, datagrams: 9 },
    decryption: {
      ...NOTHING_FOUND.decryption,
      candidates: 75,
      attempts: 7500,
      recordsTried: 50,
      records: 50,
      associations: 1,
      peerAssociations: 1,
    },
  };

  it("call an attempt an attempt", () => {
    const words = attemptWords(tried);
    expect(words).to.contain("7,500 attempts: 75 values").and.to.contain("on 50 of 50 records");
    expect(words).to.contain("0 records opened, in 0 of 1 DTLS associations").and.not.to.contain("openings");
  });

  it("name the values that come from a stolen key only where there are some", () => {
    expect(attemptWords(tried)).not.to.contain("stolen");
    const stolen = { ...tried, decryption: { ...tried.decryption, staticKeyCandidates: 4 } };
    expect(attemptWords(stolen)).to.contain("4 of these values come from combining a stolen certificate key");
  });

  it("do not report attempts where nothing was recorded", () => {
    expect(attemptWords(NOTHING_FOUND)).to.equal(
      "Nothing of the peers was recorded, so there was nothing to try.",
    );
    expect(attemptWords({ ...NOTHING_FOUND, traffic: tried.traffic })).to.contain("nothing to try keys on");
  });
});
