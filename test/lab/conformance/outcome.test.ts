import { expect } from "chai";
import {
  type Carried,
  isOurs,
  type Outcome,
  outcomeOf,
  readingOf,
} from "../../../lab/conformance/outcome.ts";
import { inWords, OUTCOME_KINDS } from "../../../lab/conformance/words.ts";

const WORKS = { works: true } as const;
const fails = (because: string) => ({ works: false, because }) as const;

describe("the outcome of a cell", () => {
  const outcomes: Record<Outcome["outcome"], Outcome> = {
    works: outcomeOf(WORKS, { ...WORKS, reading: "all" }),
    "works-unread": outcomeOf(WORKS, { ...WORKS, reading: "unread", reasons: ["media"] }),
    "fails-directly": outcomeOf(fails("no answer"), { ...WORKS, reading: "all" }),
    "fails-intercepted": outcomeOf(WORKS, fails("no channel")),
    "unread-in-silence": outcomeOf(WORKS, { ...WORKS, reading: "wrong", because: "2 of 4 passed unread" }),
    "not-offered": { outcome: "not-offered", because: "aiortc has no ice-lite" },
  };

  it("can be each of those that the table knows, and says why", () => {
    expect(OUTCOME_KINDS.map((kind) => outcomes[kind].outcome)).to.eql([...OUTCOME_KINDS]);
    expect(OUTCOME_KINDS.map((kind) => inWords(outcomes[kind]))).to.eql([
      "works, all read",
      "works, not all read: media",
      "fails without us too: no answer",
      "fails only through the interceptor: no channel",
      "passed unread in silence: 2 of 4 passed unread",
      "not offered: aiortc has no ice-lite",
    ]);
  });

  it("is a defect of ours where only the interceptor is to blame, or keeps silent", () => {
    expect(OUTCOME_KINDS.filter((kind) => isOurs(outcomes[kind]))).to.eql([
      "fails-intercepted",
      "unread-in-silence",
    ]);
  });

  it("says nothing of the interceptor where the control failed", () => {
    expect(outcomeOf(fails("no answer"), fails("no channel"))).to.eql(outcomes["fails-directly"]);
  });
});

describe("what was read, beside what was sent", () => {
  const message = (sha256: string, changes: Partial<Carried> = {}): Carried => ({
    from: "alice",
    channel: "chat",
    type: "text",
    bytes: 3,
    sha256,
    ...changes,
  });
  const sent = [message("one"), message("two"), message("two")];
  const read = (messages: readonly Carried[], unread: readonly string[] = [], mayLose = false) =>
    readingOf(
      { sent, arrived: sent.slice(0, 2), read: messages },
      unread.map((reason) => ({ reason })),
      mayLose,
    );

  it("is all, in any order", () => {
    expect(read(sent.toReversed())).to.eql({ reading: "all" });
  });

  it("is wrong where a message is missing and nothing is said of it, also one of two that are alike", () => {
    expect(read(sent.slice(0, 2))).to.eql({
      reading: "wrong",
      because:
        '1 of 3 messages passed unread, and the interceptor says nothing of it; the first: text of 3 bytes from alice on "chat"',
    });
  });

  it("is unread where the interceptor gives a reason", () => {
    expect(read(sent.slice(0, 1), ["overflow", "overflow"])).to.eql({
      reading: "unread",
      reasons: ["overflow"],
    });
  });

  it("is wrong where direction, label, type, length or content is another one", () => {
    for (const change of [
      { from: "bob" },
      { channel: "stream 1" },
      { type: "binary" },
      { bytes: 4 },
      { sha256: "other" },
    ] as const) {
      const found = read([...sent.slice(1), { ...message("one"), ...change }]);
      expect(found, JSON.stringify(change)).to.have.property("reading", "wrong");
    }
  });

  it("needs only what arrived where a channel may lose", () => {
    expect(read(sent.slice(0, 2), [], true)).to.eql({ reading: "all" });
    expect(read(sent.slice(0, 1), [], true)).to.have.property("reading", "wrong");
  });
});
