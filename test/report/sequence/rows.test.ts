import { expect } from "chai";
import type { Page } from "../../../src/report/model/page.ts";
import { MOST_ROWS } from "../../../src/report/sequence/fold.ts";
import type { Row } from "../../../src/report/sequence/row.ts";
import { pictureRows } from "../../../src/report/sequence/rows.ts";
import { changedPage, longPage, realPage } from "../pages.ts";

const rowsOf = (page: Page): Row[] => pictureRows(page);
const arrows = (rows: readonly Row[]) => rows.filter((row) => row.kind === "arrow");
const messages = (rows: readonly Row[]) => rows.filter((row) => row.kind === "message");

describe("pictureRows", () => {
  it("stand in order of time", async () => {
    const times = rowsOf(await realPage("mitm")).map(({ at }) => at);
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
  });

  it("draw DTLS between the peers when the server is honest", async () => {
    const dtls = arrows(rowsOf(await realPage("honest"))).filter(({ medium }) => medium === "dtls");
    expect(new Set(dtls.map(({ from, to }) => [from, to].toSorted().join(" ")))).to.deep.equal(
      new Set(["alice bob"]),
    );
    const shown = dtls.flatMap(({ from, certificate }) =>
      certificate ? [`${certificate.owner} from ${from}`] : [],
    );
    expect(shown.toSorted()).to.deep.equal(["alice from alice", "bob from bob"]);
  });

  it("draw it on the two legs when the server attacks, with the attacker's certificates", async () => {
    const dtls = arrows(rowsOf(await realPage("mitm"))).filter(({ medium }) => medium === "dtls");
    expect(new Set(dtls.map(({ from, to }) => [from, to].toSorted().join(" ")))).to.deep.equal(
      new Set(["alice server-alice-leg", "bob server-bob-leg"]),
    );
    const shown = dtls.flatMap(({ from, certificate }) =>
      certificate ? [`${certificate.owner} from ${from}`] : [],
    );
    expect(shown.toSorted()).to.deep.equal([
      "alice from alice",
      "attacker from server-alice-leg",
      "attacker from server-bob-leg",
      "bob from bob",
    ]);
  });

  it("give an attacker on the path lanes of its own: the server has no part in its legs", async () => {
    const rows = rowsOf(await realPage("on-path"));
    const dtls = arrows(rows).filter(({ medium }) => medium === "dtls");
    expect(new Set(dtls.map(({ from, to }) => [from, to].toSorted().join(" ")))).to.deep.equal(
      new Set(["alice path-alice-leg", "bob path-bob-leg"]),
    );
    const keys = rows.flatMap((row) =>
      row.kind === "note" && row.text.includes("key pair") ? row.lane : [],
    );
    expect(keys.toSorted()).to.deep.equal(["alice", "bob", "path-alice-leg", "path-bob-leg"]);
  });

  it("have a row of connectivity checks in each call, also where an attacker lets them pass", async () => {
    const rows = rowsOf(await realPage("replayed-certificate"));
    const headings = rows.flatMap((row, index) => (row.kind === "heading" ? index : []));
    expect(headings.length).to.equal(2);
    const second = rows.slice(headings[1]);
    expect(arrows(second).some(({ medium }) => medium === "ice")).to.equal(true);
  });

  it("do not call a Finished that is encrypted clear", async () => {
    const finished = arrows(rowsOf(await realPage("honest"))).filter(({ text }) => text.includes("Finished"));
    expect(finished.length).to.equal(2);
    for (const { recorded } of finished)
      expect((recorded?.encrypted ?? 0) + (recorded?.mixed ?? 0)).to.be.greaterThan(0);
  });

  it("mark each signal that the other peer did not send, and no other", async () => {
    const changed = (page: Page) =>
      arrows(rowsOf(page)).filter((row) => row.medium === "signalling" && row.changed !== undefined).length;
    expect(changed(await realPage("honest"))).to.equal(0);
    expect(changed(await realPage("mitm"))).to.equal(4);
  });

  it("open the server's lock for a message that it read, and leave it closed for one that it did not", async () => {
    expect(
      messages(rowsOf(await realPage("mitm"))).map(({ onTheWay, receiver }) => [onTheWay, receiver]),
    ).to.deep.equal([["open", "open"]]);
    expect(
      messages(rowsOf(await realPage("honest"))).map(({ onTheWay, recorder }) => [onTheWay, recorder]),
    ).to.deep.equal([
      ["closed", "closed"],
      ["closed", "closed"],
      ["closed", "closed"],
    ]);
  });

  it("leave it closed for a message that the server wrote down sealed", async () => {
    expect(
      messages(rowsOf(await realPage("sealed-messages"))).map(({ onTheWay, receiver }) => [
        onTheWay,
        receiver,
      ]),
    ).to.deep.equal([
      ["closed", "open"],
      ["closed", "open"],
    ]);
  });

  it("leave the server's lock unknown when its log has no end mark", async () => {
    const page = await changedPage("honest", (event) => (event.kind === "log-ended" ? [] : [event]));
    expect(new Set(messages(rowsOf(page)).map(({ onTheWay }) => onTheWay))).to.deep.equal(
      new Set(["unknown"]),
    );
  });

  it("say that nothing arrives when a message is lost", async () => {
    const page = await changedPage("honest", (event) => (event.kind === "message-received" ? [] : [event]));
    expect(new Set(messages(rowsOf(page)).map(({ receiver }) => receiver))).to.deep.equal(
      new Set(["nothing"]),
    );
  });

  it("show what arrived in place of an altered message", async () => {
    const [message] = messages(rowsOf(await realPage("mitm-tamper")));
    expect(message?.text).to.contain("canary-secret");
    expect(message?.replacement).to.be.a("string").and.not.to.contain("canary-secret");
  });

  it("begin at the attacker where it says what nobody sent", async () => {
    const rows = messages(rowsOf(await realPage("mitm-inject")));
    expect(rows.map(({ injected }) => injected)).to.deep.equal([false, true, false, false]);
    expect(rows[1]).to.deep.include({ from: "alice", text: "(Alice says nothing here)" });
    expect(rows[1]?.replacement).to.contain("transfer the money");
  });

  it("fold a conversation of ten thousand messages, and say how many there were and who read them", async () => {
    const rows = rowsOf(await longPage());
    expect(rows.length).to.be.at.most(MOST_ROWS);
    const [fold] = rows.filter(({ kind }) => kind === "fold");
    expect(fold?.kind === "fold" && fold.text)
      .to.contain("9994 more messages")
      .and.to.contain("read all of them");
  });
});
