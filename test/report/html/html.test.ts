import { createHash } from "node:crypto";
import { expect } from "chai";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { changedPage, HOSTILE, hostileEvent, longPage, realPage } from "../pages.ts";

const MEBIBYTE = 1024 * 1024;

describe("renderHtml", () => {
  for (const scenario of ["honest", "mitm"]) {
    describe(`on a run of ${scenario}`, () => {
      it("gives the same bytes for the same page", async () => {
        const page = await realPage(scenario);
        expect(renderHtml(page)).to.equal(renderHtml(page));
      });

      it("allows nothing but its own style sheet, by the hash of what it contains", async () => {
        const html = renderHtml(await realPage(scenario));
        const [, style = ""] = /<style>([^<]*)<\/style>/.exec(html) ?? [];
        const hash = createHash("sha256").update(style).digest("base64");
        expect(style.length).to.be.greaterThan(1000);
        expect(html).to.contain(`style-src 'sha256-${hash}'`).and.to.contain("default-src 'none'");
        expect(html).not.to.match(/<script|<img|<link|<iframe|\sstyle=|\son\w+=/);
        expect(html).not.to.match(/src=|href="(?!https:\/\/www\.rfc-editor\.org\/rfc\/)(?:https?:)?\/\//);
      });

      it("has every place that it links to, once", async () => {
        const html = renderHtml(await realPage(scenario));
        const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
        const targets = [...html.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id);
        expect(new Set(ids).size).to.equal(ids.length);
        expect(targets.length).to.be.greaterThan(60);
        expect(targets.filter((target) => !ids.includes(target))).to.deep.equal([]);
      });

      it("lists every trace line and every packet of a run of this size", async () => {
        const page = await realPage(scenario);
        const html = renderHtml(page);
        for (const { event } of page.run.moments) expect(html).to.contain(`id="event-${event.seq}"`);
        for (const { packet } of page.run.recording.datagrams)
          expect(html).to.contain(`id="packet-${packet}"`);
      });

      it("puts its headings in order, without a gap", async () => {
        const levels = [...renderHtml(await realPage(scenario)).matchAll(/<h([1-6])/g)].map(([, level]) =>
          Number(level),
        );
        expect(levels[0]).to.equal(1);
        for (const [index, level] of levels.entries()) {
          expect(level - (levels[index - 1] ?? 0), `heading ${index}`).to.be.at.most(1);
        }
      });
    });
  }

  it("follows one message and one handshake to their bytes, and keeps the page under 700 000 characters", async () => {
    for (const scenario of ["honest", "mitm"]) {
      const html = renderHtml(await realPage(scenario));
      expect(html.length).to.be.lessThan(700_000);
      expect(html).to.contain("payload protocol identifier").and.to.contain("verify_data");
      expect(html.includes("on the wire to the attacker"), scenario).to.equal(scenario === "mitm");
      expect(html.includes("Both records hold the same SCTP packet"), scenario).to.equal(scenario === "mitm");
    }
  });

  it("says in place of the message why none is followed", async () => {
    const html = renderHtml(
      await changedPage("honest", (event) => (event.kind === "message-sent" ? [] : [event])),
    );
    expect(html)
      .to.contain("No message of content was sent")
      .and.not.to.contain("payload protocol identifier");
  });

  it("marks what the server changed in mitm, and nothing in honest", async () => {
    const attacked = renderHtml(await realPage("mitm"));
    expect(attacked).to.contain("not what Alice sent").and.to.contain("3 of 17 lines changed on the way");
    expect(attacked).to.contain("the attacker reads it");
    const honest = renderHtml(await realPage("honest"));
    expect(honest).not.to.contain("not what Alice sent");
    expect(honest).to.contain("byte for byte the same").and.to.contain("the server does not read it");
  });

  it("shows whatever a peer or the network chose as text, with its control characters made visible", async () => {
    const html = renderHtml(await changedPage("mitm", hostileEvent));
    expect(html).not.to.match(/<script|<img|<style>\*/);
    expect(html).to.contain("&lt;script>document.title");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
    expect(html).not.to.match(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    expect(html).to.contain("\\u{202e}").and.to.contain("\\u{1b}").and.to.contain("\\u{301}");
    expect(html).to.contain(HOSTILE.rightToLeft);
    expect(html).not.to.contain("w".repeat(5000));
    expect(html.length).to.be.lessThan(2 * MEBIBYTE);
  });

  it("keeps the report of a run with ten thousand messages under two mebibytes, and its links whole", async () => {
    const html = renderHtml(await longPage());
    expect(html.length).to.be.lessThan(2 * MEBIBYTE);
    expect(html).to.contain("more messages").and.to.contain("are listed: the beginning, the end");
    const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
    const targets = [...html.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.filter((target) => !ids.has(target))).to.deep.equal([]);
  });
});
