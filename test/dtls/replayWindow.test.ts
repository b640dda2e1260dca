import { expect } from "chai";
import { ReplayWindow } from "../../src/dtls/replayWindow.ts";

describe("the window against repeated records", () => {
  it("takes each number once, in whatever order they come", () => {
    const window = new ReplayWindow();
    for (const sequence of [5, 1, 9, 3, 0]) {
      expect(window.wasTaken(sequence), String(sequence)).to.equal(false);
      window.add(sequence);
      expect(window.wasTaken(sequence), String(sequence)).to.equal(true);
    }
  });

  it("counts as taken what is 64 or more behind the highest, and nothing nearer", () => {
    const window = new ReplayWindow();
    window.add(1000);
    expect([1000 - 64, 1000 - 65, 0].map((sequence) => window.wasTaken(sequence))).to.deep.equal([
      true,
      true,
      true,
    ]);
    expect([1000 - 63, 999, 1001].map((sequence) => window.wasTaken(sequence))).to.deep.equal([
      false,
      false,
      false,
    ]);
  });

  it("is not moved by being asked: a forged number shuts nothing out", () => {
    const window = new ReplayWindow();
    window.add(1);
    expect(window.wasTaken(2 ** 40)).to.equal(false);
    expect(window.wasTaken(2)).to.equal(false);
  });
});
