import { createHash, generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import type { CallContext, LogKnowledge } from "../../src/defences/defence.ts";
import { lookUpInLog, watchLog } from "../../src/defences/identityLog.ts";
import { type LogEntry, viewOf } from "../../src/identityLog/identityLog.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import { contextOf } from "./context.ts";

const KEYS = generateKeyPairSync("ed25519");
const [ALICE, BOB, MALLORY] = ["alice", "bob", "mallory"].map((name) =>
  Buffer.from(`certificate of ${name}`),
);
const digest = (der: Uint8Array | undefined) =>
  createHash("sha256")
    .update(der ?? "")
    .digest("hex");
const entry = (name: PeerName, der: Uint8Array | undefined): LogEntry => ({ name, certificate: digest(der) });
const GENUINE = [entry("alice", ALICE), entry("bob", BOB)];

const logOf = (entries: readonly LogEntry[], changes: Partial<LogKnowledge> = {}): LogKnowledge => ({
  view: viewOf(entries, KEYS, changes.earlier?.size ?? 0),
  earlier: undefined,
  ownCertificate: digest(ALICE),
  ...changes,
});
/** As Alice, who is shown this log. */
const inCall = (log: LogKnowledge | undefined): CallContext & { remoteSdp: string } => ({
  ...contextOf("alice", { log }),
  remoteSdp: "",
});
const lookUp = (log: LogKnowledge | undefined, delivered = BOB) =>
  lookUpInLog.delivered?.(delivered ?? Buffer.of(), inCall(log))?.code;
const watch = (log: LogKnowledge | undefined) => watchLog.incoming?.("", inCall(log))?.code;

describe("the defences with a public log", () => {
  it("stay silent over a log with both genuine certificates, also when it has grown since", () => {
    const grown = [...GENUINE, entry("bob", Buffer.from("new phone"))];
    for (const log of [logOf(GENUINE), logOf(grown, { earlier: viewOf(GENUINE, KEYS, 0).head })]) {
      expect(lookUp(log)).to.equal(undefined);
      expect(watch(log)).to.equal(undefined);
    }
  });

  it("refuse a certificate that is not in the log, or only under another name", () => {
    expect(lookUp(logOf(GENUINE), MALLORY)).to.equal("LOG_ENTRY_MISSING");
    expect(lookUp(logOf([...GENUINE, entry("alice", MALLORY)]), MALLORY)).to.equal("LOG_ENTRY_MISSING");
    expect(lookUp(logOf([])), "an empty log").to.equal("LOG_ENTRY_MISSING");
  });

  it("take what was entered under the name, and find what was entered under one's own", () => {
    const entered = logOf([...GENUINE, entry("bob", MALLORY), entry("alice", MALLORY)]);
    expect(lookUp(entered, MALLORY)).to.equal(undefined);
    expect(watch(entered)).to.equal("LOG_ENTRY_FOREIGN");
    expect(watch(logOf([...GENUINE, entry("bob", MALLORY)])), "another's name").to.equal(undefined);
  });

  it("refuse an entry whose proof does not lead to the head", () => {
    const { view } = logOf(GENUINE);
    const inclusion = view.inclusion.map((proof) => proof.map(() => "00".repeat(32)));
    expect(lookUp(logOf(GENUINE, { view: { ...view, inclusion } }))).to.equal("LOG_ENTRY_MISSING");
    expect(lookUp(logOf(GENUINE, { view: { ...view, inclusion: [] } }))).to.equal("LOG_ENTRY_MISSING");
  });

  it("refuse a log that hides an entry, has lost one, or is not signed, and the lack of one", () => {
    const whole = viewOf([...GENUINE, entry("alice", MALLORY)], KEYS, 0);
    expect(watch(logOf([], { view: { ...whole, entries: GENUINE } }))).to.equal("LOG_UNUSABLE");
    const lost = logOf(GENUINE, { earlier: whole.head, view: viewOf(GENUINE, KEYS, 0) });
    const other = viewOf(GENUINE, generateKeyPairSync("ed25519"), 0);
    const unsigned = logOf([], { view: { ...other, key: whole.key } });
    for (const log of [lost, unsigned, undefined]) {
      expect(lookUp(log)).to.equal("LOG_UNUSABLE");
      expect(watch(log)).to.equal("LOG_UNUSABLE");
    }
  });
});
