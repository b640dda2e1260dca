import { expect } from "chai";
import { rfcReferences } from "../../../src/report/prose/rfcReferences.ts";

const found = (text: string) => rfcReferences(text).map(({ text, href }) => [text, href]);
const page = "https://www.rfc-editor.org/rfc/rfc";

describe("rfcReferences", () => {
  it("finds an RFC with its section, and one without", () => {
    expect(found("As RFC 8842 §5.3 says (RFC 7983).")).to.deep.equal([
      ["RFC 8842 §5.3", `${page}8842#section-5.3`],
      ["RFC 7983", `${page}7983`],
    ]);
  });

  it("takes each further section for one of the RFC that was named before it", () => {
    expect(found("RFC 5246 §7.4.3, §7.4.8 and §7.4.9; RFC 8826 §4.3.2.1, RFC 8122 §5")).to.deep.equal([
      ["RFC 5246 §7.4.3", `${page}5246#section-7.4.3`],
      ["§7.4.8", `${page}5246#section-7.4.8`],
      ["§7.4.9", `${page}5246#section-7.4.9`],
      ["RFC 8826 §4.3.2.1", `${page}8826#section-4.3.2.1`],
      ["RFC 8122 §5", `${page}8122#section-5`],
    ]);
  });

  it("knows an appendix by its letter", () => {
    expect(found("RFC 5246 §6.2.3.3; RFC 8446 §E.3.")).to.deep.equal([
      ["RFC 5246 §6.2.3.3", `${page}5246#section-6.2.3.3`],
      ["RFC 8446 §E.3", `${page}8446#appendix-E.3`],
    ]);
  });

  it("leaves the stop at the end of a sentence out, and a section that belongs to no RFC alone", () => {
    expect(found("See RFC 8122 §5.")).to.deep.equal([["RFC 8122 §5", `${page}8122#section-5`]]);
    expect(found("See §5 of this text.")).to.deep.equal([]);
  });

  it("says where each stands", () => {
    const text = "First RFC 8827 §7, §9.1, then more.";
    for (const { index, text: reference } of rfcReferences(text))
      expect(text.slice(index, index + reference.length)).to.equal(reference);
  });
});
