import { expect } from "chai";
import fc from "fast-check";
import { randomart } from "../../src/comparison/randomart.ts";

describe("comparison randomart", () => {
  it("draws the published example of the drunken bishop", () => {
    // Loss, Limmer and von Gernler: The drunken bishop (2009).
    expect(randomart(Buffer.from("fc94b0c1e5b0987c5843997697ee9fb7", "hex"))).to.deep.equal([
      "+-----------------+",
      "|       .=o.  .   |",
      "|     . *+*. o    |",
      "|      =.*..o     |",
      "|       o + ..    |",
      "|        S o.     |",
      "|         o  .    |",
      "|          .  . . |",
      "|              o .|",
      "|               E.|",
      "+-----------------+",
    ]);
  });

  it("draws a SHA-256 fingerprint as ssh-keygen of OpenSSH 9.2 does", () => {
    const digest = Buffer.from("Kf5O1/0xPr8UHA4pcGW6lrPa71VnuEEfELjIjakOJS4", "base64");
    expect(randomart(digest, "ED25519 256", "SHA256")).to.deep.equal([
      "+--[ED25519 256]--+",
      "|         . .o=.  |",
      "|          o.o o  |",
      "|        . =o.o.o |",
      "|     . . * o+.+oo|",
      "|    . + S  =  o+=|",
      "|   E + o  ..o. ++|",
      "|    . + . ... o= |",
      "|       + .o   +oo|",
      "|       .o. .oo o*|",
      "+----[SHA256]-----+",
    ]);
  });

  it("gives one picture for two fingerprints of the paper that differ", () => {
    const other = Buffer.from("091d0fdac8fde9405342997697ee9fb7", "hex");
    expect(randomart(other)).to.deep.equal(randomart(Buffer.from("fc94b0c1e5b0987c5843997697ee9fb7", "hex")));
  });

  it("keeps its frame for any digest and title", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 40 }), (digest, title) => {
        const lines = randomart(digest, title);
        expect(lines).to.have.length(11);
        expect(lines.every((line) => line.length === 19)).to.equal(true);
        expect(lines.join("").match(/E/g)?.length).to.be.at.least(1);
      }),
    );
  });
});
