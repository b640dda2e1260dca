import { expect } from "chai";
import { attackWord, type Trial } from "../../../lab/conformance/attacks/attackCell.ts";
import { renderHtml } from "../../../lab/conformance/report/html.tsx";
import { summaryOf } from "../../../lab/conformance/summary.ts";
import { resultWith } from "./result.ts";

const CLIENT = "DTLS client";
const SERVER = "DTLS server";
const TRIALS: Record<string, readonly Trial[]> = {
  accepted: [
    { as: SERVER, result: "accepted" },
    { as: CLIENT, result: "accepted" },
  ],
  refused: [
    { as: SERVER, result: "refused" },
    { as: CLIENT, result: "no-control", because: "no answer" },
  ],
  mixed: [
    { as: SERVER, result: "accepted" },
    { as: CLIENT, result: "refused" },
  ],
  "not-tested": [{ as: SERVER, result: "no-control", because: "<script>" }],
};

describe("the words of the conformance tables", () => {
  it("have one for both roles of a victim, and none where no control worked", () => {
    for (const [word, trials] of Object.entries(TRIALS))
      expect(attackWord({ attack: "x", stack: "pion", trials }), word).to.equal(word);
  });

  it("end with a summary, and exit code 1 for a defect of ours only", () => {
    const harmless = summaryOf(
      resultWith([
        { outcome: "works" },
        { outcome: "works-unread", reasons: ["media"] },
        { outcome: "fails-directly", because: "no answer" },
        { outcome: "not-offered", because: "no ice-lite" },
      ]),
    );
    expect(harmless.exitCode).to.equal(0);
    expect(harmless.lines.at(-1)).to.equal(
      "4 cells: ✓ 1 works, all read, ◐ 1 works, not all read, ○ 1 fails without us too, · 1 not offered",
    );
    expect(harmless.lines).to.include.members([
      "Not here: GStreamer: no webrtcbin <i>",
      "werift → @roamhq/wrtc, feature 0: done twice; at first intercepted: too slow",
    ]);
    for (const outcome of ["fails-intercepted", "unread-in-silence"] as const) {
      const { lines, exitCode } = summaryOf(resultWith([{ outcome, because: "no channel" }]));
      expect(exitCode, outcome).to.equal(1);
      expect(lines.join("\n")).to.match(/werift → @roamhq\/wrtc, feature 0: .*: no channel/);
    }
  });

  it("name the stacks that accept an attack, in one role or both", () => {
    const { lines } = summaryOf(resultWith([], Object.values(TRIALS)));
    expect(lines).to.include('Attack "wrong fingerprint" is accepted by werift, Pion');
  });

  it("are a page of signs and words, with what stacks and errors say escaped", () => {
    const page = renderHtml(
      resultWith(
        [
          { outcome: "fails-intercepted", because: "<script>alert(1)</script>" },
          { outcome: "works-unread", reasons: ["media"] },
        ],
        Object.values(TRIALS),
      ),
    );
    expect(page).to.contain("✗ fails only through the interceptor: &lt;script>");
    expect(page).to.contain("◐ works, not all read");
    expect(page).to.contain("accepted in one role");
    expect(page).to.contain("not here: no webrtcbin &lt;i>");
    expect(page).not.to.match(/<script|<i>|1\.0 <b>/);
  });
});
