import { expect } from "chai";
import fc from "fast-check";
import { type EmbeddedSignals, replaceSignals } from "../../src/sdp/embeddedSignals.ts";

const OFFER = "v=0\r\na=setup:actpass\r\n";
const ANSWER = "v=0\r\na=setup:active\r\n";
const CANDIDATE = "candidate:1 1 udp 1 127.0.0.1 9 typ host ufrag abcd";

const MARKED: EmbeddedSignals = {
  description: ({ type, sdp }) => `${type}! ${sdp}`,
  candidate: () => "another candidate",
};

describe("signals somewhere in an app's text", () => {
  const replaced = (value: unknown, signals = MARKED): unknown =>
    JSON.parse(replaceSignals(JSON.stringify(value), signals));

  it("are replaced at any depth, and what stands around them stays", () => {
    expect(replaced({ dst: "b", payload: [1, null, { sdp: { type: "offer", sdp: OFFER } }] })).to.eql({
      dst: "b",
      payload: [1, null, { sdp: { type: "offer", sdp: `offer! ${OFFER}` } }],
    });
    expect(replaceSignals(OFFER, MARKED)).to.equal(`offer! ${OFFER}`);
  });

  it("are found in JSON that stands as a string in JSON", () => {
    const content = JSON.stringify({ answer: ANSWER });
    expect(replaced(["EVENT", { content }])).to.eql([
      "EVENT",
      { content: JSON.stringify({ answer: `answer! ${ANSWER}` }) },
    ]);
  });

  it("are offers or answers by the app's word, or else by their setup attribute", () => {
    expect(replaced({ type: "answer", sdp: OFFER })).to.eql({ type: "answer", sdp: `answer! ${OFFER}` });
    expect(replaced({ type: "signal", sdp: OFFER })).to.eql({ type: "signal", sdp: `offer! ${OFFER}` });
    expect(replaced({ sdp: ANSWER })).to.eql({ sdp: `answer! ${ANSWER}` });
  });

  it("lose the user fragment that belonged to the candidate, and no other", () => {
    expect(replaced({ candidate: CANDIDATE, sdpMid: "0", usernameFragment: "abcd" })).to.eql({
      candidate: "another candidate",
      sdpMid: "0",
      usernameFragment: null,
    });
    expect(replaced([{ usernameFragment: "abcd" }, CANDIDATE])).to.eql([
      { usernameFragment: "abcd" },
      "another candidate",
    ]);
  });

  it("are found in what the attacker can open, and sealed again", () => {
    const reversed = (text: string) => [...text].toReversed().join("");
    const unseal = (sealed: string) =>
      sealed.startsWith("sealed:")
        ? { text: reversed(sealed.slice(7)), seal: (text: string) => `sealed:${reversed(text)}` }
        : undefined;
    const sealed = `sealed:${reversed(OFFER)}`;
    expect(replaced({ offer: sealed }, { ...MARKED, unseal })).to.eql({
      offer: `sealed:${reversed(`offer! ${OFFER}`)}`,
    });
    expect(replaced({ offer: sealed }), "without the key").to.eql({ offer: sealed });
  });

  it("leave a text alone, byte for byte, in which there are none, whatever it is", () => {
    const odd = '{ "big": 12345678901234567890, "a": 1, "a": 2, "__proto__": {"x": "candidate"} }';
    for (const text of [odd, "", "[", "ping", "null", '"v=0', "[".repeat(100_000), `{"a":`.repeat(10_000)])
      expect(replaceSignals(text, MARKED)).to.equal(text);
    fc.assert(
      fc.property(fc.json(), (text) => {
        fc.pre(!/v=0|candidate:/.test(text));
        expect(replaceSignals(text, MARKED)).to.equal(text);
      }),
    );
  });

  it("keep a key that is called __proto__ a key", () => {
    const text = `{"__proto__":{"sdp":${JSON.stringify(OFFER)}}}`;
    expect(replaceSignals(text, MARKED)).to.equal(
      `{"__proto__":{"sdp":${JSON.stringify(`offer! ${OFFER}`)}}}`,
    );
  });

  it("are not looked for without end", () => {
    const deep = (levels: number) => `${"[".repeat(levels)}${JSON.stringify(OFFER)}${"]".repeat(levels)}`;
    expect(replaceSignals(deep(20), MARKED)).to.contain("offer!");
    expect(replaceSignals(deep(5000), MARKED)).to.equal(deep(5000));
  });
});
