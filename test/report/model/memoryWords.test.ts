import { expect } from "chai";
import { memoryWords } from "../../../src/report/model/memoryWords.ts";
import { PEERS } from "../../../src/trace/parties.ts";
import { realPage } from "../pages.ts";
import { NOTHING_FOUND } from "../reports.ts";

/** The words of a search that was made at this line of the trace of an honest run. */
async function searchedAt(place: "before the links" | "after the links"): Promise<string> {
  const { run } = await realPage("honest");
  const [call] = run.calls;
  const links = PEERS.map((peer) => call?.peers[peer].link.seq ?? 0);
  const seq = place === "before the links" ? Math.min(...links) - 1 : Math.max(...links) + 1;
  const search = { seq, at: 512.4, pid: 7, bytes: 9, subject: "alice" } as const;
  const memory = {
    searched: true,
    because: "",
    processes: [{ actor: "alice" as const, pid: 7, bytes: 9, seq }],
    rows: [
      {
        secret: "marker",
        expectedIn: ["alice" as const],
        foundIn: ["alice" as const],
        encodings: ["raw"],
        sought: ["raw", "base64"],
        basis: [],
      },
    ],
  };
  return memoryWords({ ...NOTHING_FOUND, memory }, { ...run, memory: { ...run.memory, searches: [search] } });
}

describe("the words on the memory search", () => {
  it("name the processes, the moment, the encodings, and that the conductor is not searched", async () => {
    const words = await searchedAt("after the links");
    expect(words).to.contain("1 processes (Alice)").and.to.contain("in call 1, 512 ms after the run began");
    expect(words).to.contain("raw, base64").and.to.contain("The conductor is not searched");
    expect(words).to.contain("copies are made by the lab's own reporting");
  });

  it("say whether the peers were connected at that moment, and do not take it for granted", async () => {
    expect(await searchedAt("after the links")).to.contain("when both peers were connected");
    expect(await searchedAt("before the links")).to.contain("when no peer was connected");
  });
});
