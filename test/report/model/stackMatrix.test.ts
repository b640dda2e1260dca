import { expect } from "chai";
import { type StackMatrix, stackCell } from "../../../src/report/model/stackMatrix.ts";

type Result = "accepted" | "refused" | "no-control";
const tried = (...results: readonly Result[]): StackMatrix => ({
  generator: "webrtc-mitm-lab",
  schema: 1,
  startedAt: "2026-01-01T00:00:00.000Z",
  stacks: [{ id: "werift", title: "werift", version: "1" }],
  attacks: [
    {
      attack: "tamper",
      stack: "werift",
      trials: results.map((result, index) => ({ as: index === 0 ? "DTLS client" : "DTLS server", result })),
    },
  ],
});
const words = (...results: readonly Result[]) => stackCell(tried(...results), "tamper", "werift").words;

describe("attacks against stacks", () => {
  it("says refused only where every trial that had its control was refused", () => {
    expect(words("refused", "refused")).to.equal("refused");
    expect(words("refused", "no-control")).to.equal("refused");
    expect(words("accepted", "accepted")).to.equal("accepted");
    expect(words("refused", "accepted")).to.equal("accepted as DTLS server");
  });

  it("says nothing of an attack without a control, nor of one that was not tried", () => {
    expect(words("no-control", "no-control")).to.equal("not tested");
    expect(stackCell(tried("refused"), "tamper", "chromium").words).to.equal("not tested");
  });
});
