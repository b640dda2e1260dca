import { expect } from "chai";
import fc from "fast-check";
import { diffDescriptions } from "../../src/sdp/compare.ts";
import { formatFingerprint } from "../../src/sdp/fingerprint.ts";
import { addFingerprint, rewriteDescription } from "../../src/sdp/rewrite.ts";
import { hostileSdp } from "./arbitraries.ts";
import { CHROMIUM, SAMPLES, WERIFT } from "./samples.ts";

const LEG = { algorithm: "sha-256", value: Array(32).fill("E5").join(":") };

describe("sdp compare", () => {
  it("shows every line of an untouched description as the same", () => {
    for (const sdp of Object.values(SAMPLES)) {
      const rows = diffDescriptions(sdp, sdp);
      expect(rows.every((row) => row.kind === "same" && row.sent.line === row.received.line)).to.equal(true);
      expect(rows).to.have.length(sdp.split("\r\n").length - 1);
    }
  });

  it("pairs each changed line with its successor of the same attribute and section", () => {
    const received = rewriteDescription(WERIFT, { fingerprints: [LEG], iceUfrag: "legs" });
    const changed = diffDescriptions(WERIFT, received).filter(({ kind }) => kind !== "same");
    expect(changed.map(({ kind, level, attribute }) => `${kind} ${level} ${attribute}`)).to.deep.equal([
      "changed 0 a=ice-ufrag",
      "changed 0 a=fingerprint",
      "changed 1 a=ice-ufrag",
      "changed 1 a=fingerprint",
    ]);
    expect(changed[0]).to.deep.include({
      sent: { line: 12, text: "a=ice-ufrag:78cd" },
      received: { line: 12, text: "a=ice-ufrag:legs" },
    });
  });

  it("shows an added fingerprint as added, even before the genuine one", () => {
    const line = `a=fingerprint:${formatFingerprint(LEG)}\r\n`;
    for (const [position, sdp] of [
      ["first", CHROMIUM.replace("a=fingerprint:", `${line}a=fingerprint:`)],
      ["last", addFingerprint(CHROMIUM, LEG)],
    ] as const) {
      const rows = diffDescriptions(CHROMIUM, sdp);
      const at = rows.findIndex(({ kind }) => kind === "added");
      const genuine = rows.findIndex(
        ({ kind, attribute }) => kind === "same" && attribute === "a=fingerprint",
      );
      expect(rows.filter(({ kind }) => kind !== "same")).to.have.length(1);
      expect(at - genuine).to.equal(position === "first" ? -1 : 1);
    }
  });

  it("shows dropped candidates as removed", () => {
    const rows = diffDescriptions(CHROMIUM, rewriteDescription(CHROMIUM, { dropCandidates: true }));
    expect(rows.filter(({ kind }) => kind === "removed").map(({ attribute }) => attribute)).to.deep.equal(
      Array(3).fill("a=candidate"),
    );
  });

  it("accounts for each line of both sides exactly once", () => {
    fc.assert(
      fc.property(hostileSdp, hostileSdp, (sent, received) => {
        const rows = diffDescriptions(sent, received);
        const numbers = (side: "sent" | "received"): readonly number[] =>
          rows
            .flatMap((row) => (side in row ? [row] : []))
            .map((row) => ("received" in row && side === "received" ? row.received.line : lineSent(row)))
            .toSorted((a, b) => a - b);
        expect(numbers("sent")).to.deep.equal(upTo(lineCount(sent)));
        expect(numbers("received")).to.deep.equal(upTo(lineCount(received)));
        for (const row of rows) {
          if (row.kind === "same") expect(row.sent.text).to.equal(row.received.text);
          if (row.kind === "changed") expect(row.sent.text).to.not.equal(row.received.text);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("stays linear for long descriptions that differ in every line", () => {
    const side = (word: string): string =>
      Array.from({ length: 5000 }, (_, i) => `a=x:${word}${i}\n`).join("");
    const started = performance.now();
    const rows = diffDescriptions(side("p"), side("q"));
    expect(performance.now() - started).to.be.below(1000);
    expect(rows.every(({ kind }) => kind === "changed")).to.equal(true);
  });
});

type Row = ReturnType<typeof diffDescriptions>[number];

function lineSent(row: Row): number {
  return "sent" in row ? row.sent.line : 0;
}

function lineCount(sdp: string): number {
  const lines = sdp.split(/\r\n|\r|\n/);
  return lines.at(-1) === "" ? lines.length - 1 : lines.length;
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
