import { expect } from "chai";
import { ATTACKS, attack, attackById } from "../../src/attacks/index.ts";

describe("the attacks", () => {
  it("are listed by their own ids, and each explains itself, its limits and its references", () => {
    for (const [id, { id: own, title, explain, limits, references }] of Object.entries(ATTACKS)) {
      expect(own).to.equal(id);
      for (const text of [title, explain(), limits]) expect(text, id).to.match(/^[A-Z].{10,}/s);
      for (const reference of references) expect(reference, id).to.match(/^RFC \d{4} §\d/);
      expect(references, id).not.to.deep.equal([]);
    }
  });

  it("do not share their title, explanation or limits: a copied attack says what is its own", () => {
    for (const part of [
      Object.values(ATTACKS).map(({ title }) => title),
      Object.values(ATTACKS).map(({ explain }) => explain()),
      Object.values(ATTACKS).map(({ limits }) => limits),
    ])
      expect(new Set(part).size).to.equal(part.length);
  });

  it("from the path change no description and no message", () => {
    for (const id of ["divert-on-path", "replay-certificate"] as const) {
      const found = attack(id);
      expect(found.position).to.equal("path");
      expect(found).not.to.have.any.keys("description", "messages", "settleCertificate");
    }
    expect(ATTACKS["divert-on-path"].certificate).to.equal("own");
    expect(ATTACKS["replay-certificate"].certificate).to.equal("replayed");
  });

  it("are not found by other names, inherited ones among them", () => {
    expect(attackById("tamper")).to.equal(ATTACKS.tamper);
    for (const name of ["", "Tamper", "toString", "__proto__", "constructor"])
      expect(() => attackById(name), name).to.throw(RangeError, `"${name}"`);
  });
});
