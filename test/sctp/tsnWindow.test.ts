import { expect } from "chai";
import { TSN_WINDOW, TsnWindow, tsnAfter, tsnDistance } from "../../src/sctp/tsnWindow.ts";

describe("the window of TSNs that were seen", () => {
  it("knows a TSN again, before and after the highest, over the end of the numbers", () => {
    const window = new TsnWindow();
    for (const tsn of [0xfffffffe, 1, 0xffffffff, 0]) {
      expect(window.see(tsn)).to.equal("new");
      expect(window.see(tsn)).to.equal("seen");
    }
  });

  it("takes TSNs before the first one that it happened to see", () => {
    const window = new TsnWindow();
    window.see(10);
    expect([window.see(9), window.see(9)]).to.deep.equal(["new", "seen"]);
  });

  it("reuses the place of a TSN that slid out", () => {
    const window = new TsnWindow();
    expect(window.see(0)).to.equal("new");
    expect(window.see(1000)).to.equal("new");
    expect(window.see(TSN_WINDOW)).to.equal("new");
    expect(window.see(1000)).to.equal("seen");
    expect(window.see(0)).to.equal("outside");
  });

  it("measures distances in a circle", () => {
    expect(tsnDistance(0xffffffff, 2)).to.equal(3);
    expect(tsnDistance(2, 0xffffffff)).to.equal(-3);
    expect(tsnAfter(0xffffffff)).to.equal(0);
    expect(tsnAfter(0, -1)).to.equal(0xffffffff);
  });
});
