import { expect } from "chai";
import honest from "../../../scenarios/honest.ts";
import type { Recording } from "../../../src/run/recording.ts";
import type { Fact, FactOf } from "../../../src/trace/events.ts";
import { secondOpinion } from "../../../src/verdict/checks/secondOpinion.ts";
import { hex, openssl, werift } from "../../dtls/fixture.ts";
import { caseOf, recordingOf, traceOf } from "../cases.ts";

type Readings = FactOf<"second-opinion">["readings"];

const one = recordingOf(werift.datagrams);
const two: Recording = {
  datagrams: [],
  associations: [...one.associations, ...recordingOf(openssl.datagrams).associations],
};
const records = werift.association.encrypted.length;
const others = openssl.association.encrypted.length;
/** What the recorded application sent. */
const text = "canary-a-0";

const all: Readings = [
  { keys: "none", packets: 0, recordsDecrypted: 0, canaries: [] },
  { keys: "key-log", packets: 0, recordsDecrypted: records, canaries: ["greeting"] },
  { keys: "in-file", packets: 0, recordsDecrypted: records, canaries: ["greeting"] },
];

describe("the checks of the second opinion", () => {
  it("hold when tshark sees nothing without keys, and with them every record and what was said", () => {
    expect(verdicts(all)).to.deep.equal([true, true, true]);
  });

  for (const [what, which, change, expected] of [
    ["a record opens without keys", 0, { recordsDecrypted: 1 }, [false, true, true]],
    ["a canary shows without keys", 0, { canaries: ["greeting"] }, [false, true, true]],
    ["it read another number of packets", 0, { packets: 1 }, [false, true, true]],
    ["a record stays closed with the key log", 1, { recordsDecrypted: records - 1 }, [true, false, true]],
    ["the canary does not show with the key log", 1, { canaries: [] }, [true, false, true]],
    [
      "a record stays closed with the secrets inside",
      2,
      { recordsDecrypted: records - 1 },
      [true, true, false],
    ],
  ] as const) {
    it(`fail, and only where it shows, when ${what}`, () => {
      const changed = all.map((reading, index) =>
        index === which
          ? {
              ...reading,
              ...change,
              canaries: [...("canaries" in change ? change.canaries : reading.canaries)],
            }
          : reading,
      );
      expect(verdicts(changed)).to.deep.equal(expected);
    });
  }

  it("take the connections one by one with their key logs, and expect at least one of them, wholly, of a file with all secrets", () => {
    const readings: Readings = [
      { keys: "none", packets: 0, recordsDecrypted: 0, canaries: [] },
      { keys: "key-log", packets: 0, recordsDecrypted: records, canaries: ["greeting"] },
      { keys: "key-log", packets: 0, recordsDecrypted: others, canaries: [] },
      { keys: "in-file", packets: 0, recordsDecrypted: Math.min(records, others), canaries: [] },
    ];
    const both = [werift, openssl];
    expect(verdicts(readings, two, both)).to.deep.equal([true, true, true]);
    expect(verdicts(readings.toSpliced(2, 1), two, both)).to.deep.equal([true, false, true]);
    for (const recordsDecrypted of [0, 1, records - 1, records + others - 1]) {
      const notWhole = readings.with(3, { keys: "in-file", packets: 0, recordsDecrypted, canaries: [] });
      expect(verdicts(notWhole, two, both), `${recordsDecrypted} records`).to.deep.equal([true, true, false]);
    }
    const all = readings.with(3, {
      keys: "in-file",
      packets: 0,
      recordsDecrypted: records + others,
      canaries: ["greeting"],
    });
    expect(verdicts(all, two, both)).to.deep.equal([true, true, true]);
  });

  it("do not let the key log of one connection stand for another's", () => {
    const swapped: Readings = [
      { keys: "none", packets: 0, recordsDecrypted: 0, canaries: [] },
      { keys: "key-log", packets: 0, recordsDecrypted: others, canaries: [] },
      { keys: "key-log", packets: 0, recordsDecrypted: records, canaries: ["greeting"] },
    ];
    expect(verdicts(swapped, two, [werift, openssl])).to.deep.equal([true, false, null]);
  });

  it("are not made where tshark was not asked, and say why", () => {
    const missing: Fact = {
      kind: "instrument-missing",
      instrument: "second-opinion",
      because: "tshark is not installed",
    };
    const checks = secondOpinion(caseOf(honest, traceOf(["conductor", missing]), one));
    for (const { ok, observed } of checks)
      expect({ ok, observed }).to.deep.equal({ ok: null, observed: "not asked: tshark is not installed" });
  });

  it("are not made with keys where no session secret is known", () => {
    expect(verdicts(all.slice(0, 1))).to.deep.equal([true, null, null]);
  });
});

function verdicts(readings: Readings, recording = one, known = [werift]): (boolean | null)[] {
  const said = { channel: "chat", type: "text" as const, bytes: text.length, sha256: "00" };
  const trace = traceOf(
    ...known.map((fixture) => ["alice", secretOf(fixture)] as const),
    ["conductor", { kind: "canary-made", name: "greeting", value: text }],
    ["alice", { kind: "message-sent", ...said, head: Buffer.from(text).toString("base64") }],
    ["conductor", { kind: "canary-made", name: "withheld", value: "canary-withheld-4455" }],
    ["conductor", { kind: "second-opinion", program: "tshark", version: "4.0.17", readings: [...readings] }],
  );
  return secondOpinion(caseOf(honest, trace, recording)).map(({ ok }) => ok);
}

function secretOf({ clientRandom, masterSecret }: typeof werift): Fact {
  const entries = [{ label: "CLIENT_RANDOM" as const, value: hex(masterSecret) }];
  return { kind: "session-secrets", owner: "alice", clientRandom: hex(clientRandom), entries };
}
