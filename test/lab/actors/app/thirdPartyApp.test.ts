import { expect } from "chai";
import * as v from "valibot";
import { pageReportSchema } from "../../../../lab/actors/app/pageFact.ts";
import { THIRD_PARTY_APPS, whyNoApps } from "../../../../lab/actors/app/thirdPartyApp.ts";
import { runnable } from "../../../../lab/cli/usableStacks.ts";
import { SCENARIOS } from "../../../../scenarios/index.ts";
import { PROGRAMS } from "../../programs.ts";

describe("applications that others wrote", () => {
  it("are built where the lab is checked out, and elsewhere their scenarios are skipped, each with the reason", () => {
    expect(whyNoApps(PROGRAMS)).to.equal(undefined);
    const { scenarios, skipped } = runnable(SCENARIOS, new URL("file:///a/package/without/them/"));
    const left = SCENARIOS.filter(({ app }) => app);
    expect(left).not.to.eql([]);
    expect(scenarios.filter(({ app }) => app)).to.eql([]);
    for (const { id } of left)
      expect(skipped.find((line) => line.startsWith(id))).to.contain("part of a checkout of the lab");
  });

  it("send signals for others, and some for their server alone", () => {
    const { isForOthers } = THIRD_PARTY_APPS["y-webrtc"];
    expect(isForOthers(JSON.stringify({ type: "publish", topic: "room", data: {} }))).to.equal(true);
    expect(isForOthers(JSON.stringify({ type: "subscribe", topics: ["room"] }))).to.equal(false);
  });

  it("cannot report through their page what an observer does not", () => {
    const accepted = (fact: unknown) =>
      v.safeParse(pageReportSchema, JSON.stringify({ at: 1.5, fact })).success;
    expect(accepted({ kind: "trouble", message: "a peer is gone" })).to.equal(true);
    for (const fact of [
      { kind: "message-read", from: "alice" },
      { kind: "link", state: "connected" },
      { kind: "message-sent", channel: "c", type: "text", content: "no base64" },
      "nothing",
    ])
      expect(accepted(fact), JSON.stringify(fact)).to.equal(false);
    expect(v.safeParse(pageReportSchema, "{").success).to.equal(false);
  });
});
