import { expect } from "chai";
import { decimalsOf } from "../../src/comparison/matrixDecimal.ts";
import { emojiOf } from "../../src/comparison/matrixEmoji.ts";
import { SAS_EMOJI } from "../../src/comparison/matrixEmojiList.ts";

const LOWEST = new Uint8Array(6);
const HIGHEST = new Uint8Array(6).fill(0xff);

describe("comparison as in Matrix", () => {
  it("gives the ends of both ranges for the vectors of vodozemac", () => {
    expect(decimalsOf(LOWEST)).to.deep.equal([1000, 1000, 1000]);
    expect(decimalsOf(HIGHEST)).to.deep.equal([9191, 9191, 9191]);
    expect(emojiOf(LOWEST)).to.deep.equal(Array(7).fill(SAS_EMOJI[0]));
    expect(emojiOf(HIGHEST)).to.deep.equal(Array(7).fill(SAS_EMOJI[63]));
  });

  it("takes the bits as the specification's formulas do", () => {
    const bytes = Uint8Array.of(0x1d, 0x2e, 0x3f, 0x40, 0x51, 0x62);
    const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0] = bytes;
    expect(decimalsOf(bytes)).to.deep.equal([
      ((b0 << 5) | (b1 >> 3)) + 1000,
      (((b1 & 0x7) << 10) | (b2 << 2) | (b3 >> 6)) + 1000,
      (((b3 & 0x3f) << 7) | (b4 >> 1)) + 1000,
    ]);
    const numbers = emojiOf(bytes).map((emoji) => SAS_EMOJI.indexOf(emoji));
    // Six bits at a time, as base64 splits bytes.
    const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    expect(numbers.map((number) => base64[number]).join("")).to.equal(
      Buffer.from(bytes).toString("base64").slice(0, 7),
    );
  });

  it("has 64 different emoji, each with a name, at the specification's numbers", () => {
    expect(SAS_EMOJI).to.have.length(64);
    expect(new Set(SAS_EMOJI.map((emoji) => emoji.split(" ")[0])).size).to.equal(64);
    for (const emoji of SAS_EMOJI) expect(emoji).to.match(/^\p{Emoji}\uFE0F? [A-Z][A-Za-z ]+$/u);
    const checked = {
      0: "🐶 Dog",
      12: "🐟 Fish",
      36: "👍 Thumbs Up",
      41: "💡 Light Bulb",
      53: "✈️ Aeroplane",
      63: "📌 Pin",
    };
    for (const [number, emoji] of Object.entries(checked)) expect(SAS_EMOJI[Number(number)]).to.equal(emoji);
  });
});
