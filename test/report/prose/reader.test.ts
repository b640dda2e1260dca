import { expect } from "chai";
import { GLOSSARY } from "../../../src/report/prose/glossary/index.ts";
import { type Inline, Reader } from "../../../src/report/prose/reader.ts";
import { rfcReferences } from "../../../src/report/prose/rfcReferences.ts";

const SCENARIOS = ["honest", "mitm", "mitm-tamper"];
const reader = () => new Reader({ scenarios: SCENARIOS });
const links = (pieces: readonly Inline[]) => pieces.filter(({ kind }) => kind !== "text");
const whole = (pieces: readonly Inline[]) => pieces.map(({ text }) => text).join("");

describe("Reader", () => {
  it("finds words of the glossary, sections of RFCs and scenarios in one sentence, and loses no character", () => {
    const sentence = "A leg shows a nonce (RFC 5288 §3), as in the scenario mitm-tamper.";
    const pieces = reader().read(sentence);
    expect(whole(pieces)).to.equal(sentence);
    expect(links(pieces)).to.deep.equal([
      { kind: "word", text: "leg", id: "leg" },
      { kind: "word", text: "nonce", id: "nonce" },
      { kind: "rfc", text: "RFC 5288 §3", href: "https://www.rfc-editor.org/rfc/rfc5288#section-3" },
      { kind: "scenario", text: "mitm-tamper", id: "mitm-tamper" },
    ]);
  });

  it("links a word where the page first uses it only, and an RFC and a scenario each time", () => {
    const page = reader();
    const sentence = "The canary of the scenario mitm (RFC 8122 §5).";
    expect(links(page.read(sentence)).map(({ kind }) => kind)).to.deep.equal(["word", "scenario", "rfc"]);
    expect(links(page.read(sentence)).map(({ kind }) => kind)).to.deep.equal(["scenario", "rfc"]);
  });

  it("takes an id for a scenario only where the sentence says so, and only one that exists", () => {
    const sentence = "An honest peer, the scenario honest, and the scenario honest-no-more.";
    expect(links(reader().read(sentence))).to.deep.equal([
      { kind: "scenario", text: "honest", id: "honest" },
    ]);
  });

  it("reads the sentence of a word's own entry without that word", () => {
    const words = reader().wordsIn(["A leg."]);
    expect(words.map(({ id }) => id)).to.deep.equal(["leg"]);
    expect(links(reader().read("A leg.", words))).to.deep.equal([]);
  });

  it("explains the words that were used and those that their explanations use, and no other", () => {
    const page = reader();
    expect(page.wordsToExplain()).to.deep.equal([]);
    page.read("It counts each TSN.");
    const ids = page.wordsToExplain().map(({ id }) => id);
    expect(ids).to.include.members(["tsn", "sctp", "chunk"]).and.not.to.include("identity-provider");
  });
});

describe("the glossary", () => {
  it("has each word once, under a name that its own forms find", () => {
    expect(new Set(GLOSSARY.map(({ id }) => id)).size).to.equal(GLOSSARY.length);
    for (const { name, forms, id } of GLOSSARY) {
      expect(forms.flags, id).not.to.match(/[gy]/);
      expect(NAMED_OTHERWISE.has(id) || forms.test(name), id).to.equal(true);
    }
  });

  it("has one or two sentences for each, and one section of an RFC where it is no word of the lab", () => {
    for (const { meaning, source, id } of GLOSSARY) {
      expect(meaning, id).to.match(/^[A-Z0-9“].*[.)]$/);
      if (source !== undefined)
        expect(
          rfcReferences(source).map(({ text }) => text),
          id,
        ).to.deep.equal([source]);
    }
  });
});

/** What prose says in more words than the head of the entry. */
const NAMED_OTHERWISE: ReadonlySet<string> = new Set(["control", "trace", "record", "tag"]);
