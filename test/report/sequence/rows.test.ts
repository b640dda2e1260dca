import { expect } from "chai";
import { holdingsOf } from "../../../src/report/model/holdings.ts";
import type { Page } from "../../../src/report/model/page.ts";
import { MOST_ROWS } from "../../../src/report/sequence/fold.ts";
import type { Row } from "../../../src/report/sequence/row.ts";
import { pictureRows } from "../../../src/report/sequence/rows.ts";
import { changedPage, longPage, realPage } from "../pages.ts";

const rowsOf = (page: Page): Row[] => pictureRows(page, holdingsOf(page));
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
      new Set(["alice alice-leg", "bob bob-leg"]),
    );
    const shown = dtls.flatMap(({ from, certificate }) =>
      certificate ? [`${certificate.owner} from ${from}`] : [],
    );
    expect(shown.toSorted()).to.deep.equal([
      "alice from alice",
      "attacker from alice-leg",
      "attacker from bob-leg",
      "bob from bob",
    ]);
  });

  it("mark each signal that the other peer did not send, and no other", async () => {
    const changed = (page: Page) =>
      arrows(rowsOf(page)).filter((row) => row.medium === "signalling" && row.changed !== undefined).length;
    expect(changed(await realPage("honest"))).to.equal(0);
    expect(changed(await realPage("mitm"))).to.equal(4);
  });

  it("open the server's lock for a message that it read, and leave it closed for one that it did not", async () => {
    expect(
      messages(rowsOf(await realPage("mitm"))).map(({ server, receiver }) => [server, receiver]),
    ).to.deep.equal([["open", "open"]]);
    expect(
      messages(rowsOf(await realPage("honest"))).map(({ server, recorder }) => [server, recorder]),
    ).to.deep.equal([
      ["closed", "closed"],
      ["closed", "closed"],
      ["closed", "closed"],
    ]);
  });

  it("leave the server's lock unknown when its log has no end mark", async () => {
    const page = await changedPage("honest", (event) => (event.kind === "log-ended" ? [] : [event]));
    expect(new Set(messages(rowsOf(page)).map(({ server }) => server))).to.deep.equal(new Set(["unknown"]));
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

  it("fold a conversation of ten thousand messages, and say how many there were and who read them", async () => {
    const rows = rowsOf(await longPage());
    expect(rows.length).to.be.at.most(MOST_ROWS);
    const [fold] = rows.filter(({ kind }) => kind === "fold");
    expect(fold?.kind === "fold" && fold.text)
      .to.contain("9994 more messages")
      .and.to.contain("read all of them");
  });
});
