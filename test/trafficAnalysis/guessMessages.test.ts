import { expect } from "chai";
import fc from "fast-check";
import { guessMessages } from "../../src/trafficAnalysis/guessMessages.ts";
import { recordingWith, type SyntheticMessage, seededCoins } from "./tossedMessages.ts";

const TWO_LENGTHS = ["Yes.", "A text of 24 bytes here."] as const;
const [SHORT, LONG] = [52 + 4, 52 + 24];
const SAME_LENGTH = ["Buy it.", "Sell it"] as const;
const EQUAL = 52 + 8;

describe("guessing messages from a recording", () => {
  it("tells texts of two lengths apart without an error, whatever the coins and the times", () => {
    const tosses = fc.array(fc.record({ coin: fc.constantFrom(0 as const, 1 as const), gapMs: fc.nat(50) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(tosses, (sent) => {
        const recording = recordingWith(
          sent.map(({ coin, gapMs }) => ({ gapMs, length: coin === 1 ? LONG : SHORT })),
        );
        const { guesses } = guessMessages(recording, {
          from: "alice",
          texts: TWO_LENGTHS,
          times: sent.length,
        });
        expect(guesses).to.deep.equal(sent.map(({ coin }) => coin));
      }),
    );
  });

  it("finds a leak in the times: of texts with one length, the one that is slower to send", () => {
    const coins = seededCoins(200);
    const leaking = coins.map((coin, index) => ({ length: EQUAL, gapMs: 1 + (index % 7) / 10 + coin }));
    const { guesses } = guessMessages(recordingWith(leaking), {
      from: "alice",
      texts: SAME_LENGTH,
      times: 200,
    });
    const right = guesses.filter((guess, index) => guess === coins[index]).length;
    expect(right).to.be.at.least(180);
  });

  it("does no better than chance where neither length nor time depends on the coin", () => {
    const coins = seededCoins(400);
    const times = seededCoins(400 * 8, 77);
    const silent = coins.map((_, index) => ({
      length: EQUAL,
      gapMs: 1 + times.slice(index * 8, index * 8 + 8).reduce<number>((sum, bit) => sum * 2 + bit, 0) / 256,
    }));
    const { guesses } = guessMessages(recordingWith(silent), {
      from: "alice",
      texts: SAME_LENGTH,
      times: 400,
    });
    const right = guesses.filter((guess, index) => guess === coins[index]).length;
    expect(right).to.be.within(161, 239);
  });

  it("looks only at protected records of the sender with a length in question, and at the last of them", () => {
    const earlier: SyntheticMessage = { length: SHORT, gapMs: 1 };
    const noise: SyntheticMessage[] = [
      { length: LONG, gapMs: 1, from: "b" },
      { length: LONG, gapMs: 1, epoch: 0 },
      { length: LONG + 4, gapMs: 1 },
    ];
    const first: SyntheticMessage = { length: LONG, gapMs: 1 };
    const second: SyntheticMessage = { length: SHORT, gapMs: 1 };
    const { guesses } = guessMessages(recordingWith([earlier, first, ...noise, second, ...noise]), {
      from: "alice",
      texts: TWO_LENGTHS,
      times: 2,
    });
    expect(guesses).to.deep.equal([1, 0]);
  });

  it("guesses nothing where nothing was recorded", () => {
    expect(
      guessMessages(recordingWith([]), { from: "alice", texts: TWO_LENGTHS, times: 3 }).guesses,
    ).to.deep.equal([]);
  });
});
