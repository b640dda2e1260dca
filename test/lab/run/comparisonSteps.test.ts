import { createHash } from "node:crypto";
import { join } from "node:path";
import { expect } from "chai";
import { run } from "../../../lab/run/run.ts";
import { EXCHANGE_CHANNEL, roleInExchange } from "../../../src/comparison/codeExchange.ts";
import { decodeCodeMessage } from "../../../src/comparison/codeMessage.ts";
import { COMPARISON_METHODS, type ComparisonMethodId } from "../../../src/comparison/index.ts";
import { type PeerRecord, recompute } from "../../../src/comparison/recompute.ts";
import { unanswered } from "../../../src/contract/answer.ts";
import { type Call, defineScenario, type Step } from "../../../src/scenario.ts";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const IDS = Object.keys(COMPARISON_METHODS).filter(
  (id): id is ComparisonMethodId => id in COMPARISON_METHODS,
);
const compare = (method: ComparisonMethodId, over?: string): Step => ({
  step: "compare",
  method,
  ...(over !== undefined && { over }),
});
const EXCHANGES = Object.values(COMPARISON_METHODS).filter((method) => method.exchange !== undefined);
const CALL: Pick<Call, "caller" | "channels"> = {
  caller: "alice",
  channels: [{ label: "chat" }, { label: "comparison" }],
};

/** One run: an honest call with every method, and one in which a server relays a code exchange that it cannot join. */
const scenario = defineScenario({
  id: "every-comparison",
  title: "Every comparison",
  question: "Can every registered method be compared by?",
  story: ["The peers compare by every method, then through a server in the middle."],
  lesson: "They can.",
  answer: () => unanswered("nothing asks here"),
  limits: [],
  references: [],
  defences: [
    "compare-fingerprints",
    "compare-fingerprint-start",
    "compare-short-code",
    "compare-exchanged-code",
    "compare-committed-code",
    "compare-exporter-code",
    "compare-over-the-call",
  ],
  controls: [],
  calls: [
    {
      ...CALL,
      script: [
        ...IDS.map((id) => compare(id)),
        compare("full-fingerprint", "chat"),
        compare("committed-code-16", "chat"),
      ],
    },
    {
      ...CALL,
      attack: "substitute-fingerprint",
      script: [compare("committed-code-16"), compare("full-fingerprint")],
    },
  ],
  expect: {
    link: { alice: "connected", bob: "connected" },
    remoteCertificate: { alice: "substituted", bob: "substituted" },
    possession: { alice: "proven", bob: "proven" },
    comparison: "match",
    disclosed: [],
    withheld: [],
    altered: "no",
    alarms: [],
  },
});

describe("the comparisons of a run by the real actors", function () {
  this.timeout(30_000);
  let honest: readonly TraceEvent[] = [];
  let attacked: readonly TraceEvent[] = [];

  before(async () => {
    const directory = temporaryDirectory();
    const trace = await run(scenario, {
      programs: PROGRAMS,
      captureFile: join(directory, "capture.pcapng"),
      kernelFile: join(directory, "kernel.pcapng"),
      instruments: "none",
      deadlineMs: 10_000,
      onEvent: () => undefined,
      signal: new AbortController().signal,
    });
    const second = trace.findIndex((event) => event.kind === "call-started" && event.call === 2);
    honest = trace.slice(0, second);
    attacked = trace.slice(second);
  });

  it("play every registered method, and match between the genuine peers", () => {
    const compared = eventsOf(honest, "compared");
    expect(compared.every(({ equal }) => equal)).to.equal(true);
    for (const actor of ["alice", "bob"])
      expect(
        compared.filter((event) => event.actor === actor).map(({ method, over }) => [method, over]),
      ).to.deep.equal([
        ...IDS.map((id) => [id, undefined]),
        ["full-fingerprint", "chat"],
        ["committed-code-16", "chat"],
      ]);
    expect(eventsOf(honest, "alarm")).to.deep.equal([]);
  });

  it("say of each reading whether it was over the call, and pass only the others on out of band", () => {
    const readings = eventsOf(honest, "read-aloud");
    expect(readings.filter(({ over }) => over === "chat")).to.have.lengthOf(4);
    expect(readings.filter(({ over }) => over === undefined)).to.have.lengthOf(2 * IDS.length);
    expect(eventsOf(honest, "passed-out-of-band")).to.have.lengthOf(2 * IDS.length);
  });

  it("follow from the certificates and the messages of the exchanges, worked out again from the trace", () => {
    for (const method of EXCHANGES)
      for (const peer of PEERS) {
        const record = recordOf(honest, peer, method.id);
        expect(recompute(method, record).contradictions, `${method.id} ${peer}`).to.deep.equal([]);
        const invented = { ...record.reported, readAloud: "aardvark adroitness" };
        expect(recompute(method, { ...record, reported: invented }).contradictions).to.have.lengthOf(1);
      }
  });

  it("end with an alarm, and without a comparison, where an exchange is only relayed", () => {
    expect(eventsOf(attacked, "alarm").map(({ actor, code }) => [actor, code])).to.deep.equal([
      ["alice", "REVEALED_ANOTHER_CERTIFICATE"],
    ]);
    expect(eventsOf(attacked, "compared")).to.deep.equal([]);
    expect(eventsOf(attacked, "step-skipped").map(({ because }) => because)).to.deep.equal([
      "the exchange gave no code",
      "a peer has hung up",
    ]);
  });
});

/** What a trace says of one peer's first comparison by a method. */
function recordOf(trace: readonly TraceEvent[], peer: PeerName, method: string): PeerRecord {
  const events = trace.filter(({ actor }) => actor === peer);
  const compared = eventsOf(events, "compared").find((event) => event.method === method);
  const delivered = eventsOf(events, "certificate-delivered").at(-1);
  const own = eventsOf(events, "key-made").at(-1);
  if (!compared || !delivered || !own) throw new Error(`${peer} did not compare by ${method}`);
  const since = eventsOf(events, "compared").findLast(({ seq }) => seq < compared.seq)?.seq ?? 0;
  const within = events.filter(({ seq }) => seq > since && seq < compared.seq);
  const messages = within.flatMap((event) => {
    if (event.kind !== "message-sent" && event.kind !== "message-received") return [];
    if (event.channel !== EXCHANGE_CHANNEL) return [];
    const message = decodeCodeMessage(Buffer.from(event.head, "base64").toString("utf8"));
    const direction = event.kind === "message-sent" ? ("sent" as const) : ("received" as const);
    return message ? [{ direction, message }] : [];
  });
  const code = eventsOf(within, "code-exchanged").at(-1)?.code;
  const readAloud = eventsOf(within, "read-aloud").at(-1)?.value;
  return {
    own: digestOf(own.certificate),
    delivered: digestOf(delivered.certificate),
    exchange: { role: roleInExchange(peer), messages },
    reported: {
      ...(code !== undefined && { code }),
      ...(readAloud !== undefined && { readAloud }),
      expected: compared.expected,
    },
  };
}

function digestOf(certificate: string): Uint8Array {
  return createHash("sha256").update(Buffer.from(certificate, "base64")).digest();
}
