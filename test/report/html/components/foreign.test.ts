import { expect } from "chai";
import { renderToString } from "preact-render-to-string";
import { Foreign } from "../../../../src/report/html/components/foreign.tsx";

const shown = (text: string) =>
  renderToString(Foreign({ text, hexBreaks: true })).replace(/<\/?bdi[^>]*>/g, "");

describe("text that somebody else chose, in a narrow place", () => {
  it("may break a canary after every eight digits, and leaves no rest of a few", () => {
    const hex = "0123456789abcdef0123456789abcdef";
    expect(shown(`It is canary-${hex}.`)).to.equal(
      "It is canary-01234567<wbr/>89abcdef<wbr/>01234567<wbr/>89abcdef.",
    );
    expect(shown(`${hex}012`)).to.equal("01234567<wbr/>89abcdef<wbr/>01234567<wbr/>89abcdef012");
  });

  it("keeps everything else as it is, each letter once", () => {
    for (const text of ["No digits at all.", "short 0123456789abcdef", "w".repeat(150)])
      expect(shown(text)).to.equal(text);
    expect(shown("<b>0123456789abcdef0123456789abcdef").replaceAll("<wbr/>", "")).to.equal(
      "&lt;b>0123456789abcdef0123456789abcdef",
    );
  });
});
