import { expect } from "chai";
import { DEFENCES, defenceById } from "../../src/defences/index.ts";

describe("the defences", () => {
  it("are listed by their own ids, and each says what it catches, what it does not, and its references", () => {
    for (const [id, { id: own, title, explain, catches, doesNotCatch, references }] of Object.entries(
      DEFENCES,
    )) {
      expect(own).to.equal(id);
      for (const text of [title, explain(), catches, doesNotCatch])
        expect(text, id).to.match(/^[A-Z].{10,}/s);
      for (const reference of references) expect(reference, id).to.match(/^RFC \d{4} §\d/);
      expect(references, id).not.to.deep.equal([]);
    }
  });

  it("do not share what they say of themselves: a defence made from another says what is its own", () => {
    const all = Object.values(DEFENCES);
    for (const part of [
      all.map(({ title }) => title),
      all.map(({ explain }) => explain()),
      all.map(({ catches }) => catches),
      all.map(({ doesNotCatch }) => doesNotCatch),
    ])
      expect(new Set(part).size).to.equal(part.length);
  });

  it("leave the descriptions and certificates alone where people do the comparing", () => {
    for (const defence of Object.values(DEFENCES).filter(({ id }) => id.startsWith("compare-")))
      expect(defence, defence.id).not.to.have.any.keys("outgoing", "incoming", "delivered");
  });

  it("are not found by other names, inherited ones among them", () => {
    expect(defenceById("pin-certificate")).to.equal(DEFENCES["pin-certificate"]);
    for (const name of ["", "Pin-certificate", "toString", "__proto__", "constructor"])
      expect(() => defenceById(name), name).to.throw(RangeError, `"${name}"`);
  });
});
