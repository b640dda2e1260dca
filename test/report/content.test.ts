import { expect } from "chai";
import { renderHtml } from "../../src/report/html/html.tsx";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import type { Page } from "../../src/report/model/page.ts";
import { realPage } from "./pages.ts";

/** What a reader sees: the text of the page, without its marks and with its character references read. */
function textOf(page: Page): string {
  return renderHtml(page)
    .replace(/<style>.*?<\/style>/s, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(lt|gt|amp|quot|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replaceAll(/\s+/g, " ");
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'" };

/** The text of one part of the page, by the id of its section. */
function partOf(page: Page, id: string): string {
  const html = renderHtml(page);
  const start = html.indexOf(`id="${id}"`);
  const end = html.indexOf('<section class="part', start);
  return html
    .slice(start, end === -1 ? undefined : end)
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
}

describe("what a report says of", () => {
  describe("any run", () => {
    it("answers with the answer alone, and gives the lesson as a text of its own only where the run is as expected", async () => {
      const page = await realPage("mitm");
      const { answer } = page.report;
      expect(renderHtml(page))
        .to.match(/<p class="headline/)
        .and.to.contain('<p class="lesson">');
      expect(textOf(page)).to.contain(answer.sentence);
      const other: Page = { ...page, report: { ...page.report, result: "not-as-expected" } };
      expect(renderHtml(other)).not.to.contain('<p class="lesson">');
      expect(renderMarkdown(other)).not.to.contain(page.scenario.lesson.slice(0, 40));
      for (const text of [textOf(page), renderMarkdown(page)])
        expect(text).not.to.match(/The operator read (no content|the )/);
    });

    it("names the lab's guards beside werift", async () => {
      for (const scenario of ["honest", "mitm"]) {
        const page = await realPage(scenario);
        for (const text of [textOf(page), renderMarkdown(page)])
          expect(text).to.contain("with the lab").and.to.contain("possession and Finished checked");
        expect(textOf(page)).to.contain("werift and the lab's guards have no objection");
        expect(textOf(page)).not.to.contain("WebRTC has no objection");
      }
    });

    it("counts attempts, and calls none of them an opening", async () => {
      for (const text of [textOf(await realPage("honest")), renderMarkdown(await realPage("honest"))])
        expect(text)
          .to.match(/[\d\u00a0]+ attempts: [\d\u00a0]+ values/)
          .and.not.to.contain(" openings");
    });

    it("counts its time from the first datagram of an end, not from the lab's marker", async () => {
      const page = await realPage("honest");
      const { durationMs } = page.report.evidence.traffic;
      const marked = page.run.recording.datagrams;
      const withMarker = (marked.at(-1)?.atMs ?? 0) - (marked[0]?.atMs ?? 0);
      expect(durationMs).to.be.lessThan(withMarker);
      expect(textOf(page)).to.contain(
        `${(durationMs / 1000).toFixed(2)} s from the first datagram of an end`,
      );
    });

    it("tells a party's own word from a search, and silence from an empty search", async () => {
      const holdings = partOf(await realPage("honest"), "holdings");
      expect(holdings).to.contain("● yes, self-reported").and.to.contain("– not reported");
      expect(holdings).to.contain("○ searched, not found").and.not.to.contain("Attacker on the path");
    });

    it("has no kind of datagram in the plot's legend that was not recorded", async () => {
      const html = renderHtml(await realPage("mitm"));
      const [, , kinds = ""] = html.split('<ul class="legend">');
      expect(kinds.slice(0, kinds.indexOf("</ul>")))
        .to.contain("STUN")
        .and.to.contain("DTLS application data")
        .and.not.to.contain("other");
    });

    it("says that a Finished is encrypted in the flight that it ends", async () => {
      const picture = partOf(await realPage("honest"), "picture");
      expect(picture).to.match(/\d+ kept: \d+ in clear, \s*\d+ (encrypted|in part)/);
      expect(picture).not.to.contain("sealed");
    });
  });

  describe("honest", () => {
    it("lets what was read aloud come another way, and the server read nothing", async () => {
      const text = textOf(await realPage("honest"));
      expect(text).to.contain("Only what was read aloud beside the call came another way.");
      expect(text).to.contain("the server does not read it");
      expect(text).to.contain("is that of the certificate that this connection delivered");
    });
  });

  describe("mitm", () => {
    it("names the server as the one who reads and alters, and as the attacker of the picture", async () => {
      const page = await realPage("mitm");
      const text = textOf(page);
      expect(text).to.contain("The server reads what Alice says").and.to.contain("the server attacks");
      for (const part of ["picture", "holdings"])
        expect(partOf(page, part).toLowerCase()).not.to.contain("attacker on the path");
      expect(text).to.contain("is NOT that of the certificate that this connection delivered");
    });
  });

  describe("compare-over-the-call", () => {
    it("never says that the comparison came another way or that the server could not reach it", async () => {
      const page = await realPage("compare-over-the-call");
      for (const text of [textOf(page), renderMarkdown(page)]) {
        expect(text).not.to.contain("channel that the server cannot reach");
        expect(text).not.to.contain("Only what was read aloud beside the call");
        expect(text).not.to.contain("reads aloud, on a channel beside the call");
        expect(text).to.contain("came the same way as everything else in it");
      }
      expect(textOf(page))
        .to.contain("says over the call itself, on")
        .and.to.contain("said over the call itself");
    });
  });

  describe("on-path", () => {
    it("makes the attacker a party of its own: the honest server holds none of its keys", async () => {
      const page = await realPage("on-path");
      const { holdings } = page.report.evidence;
      const legs = holdings.filter(({ what }) => what.includes("leg"));
      expect(legs.length).to.be.greaterThan(0);
      for (const { cells } of legs) {
        expect(cells.attacker?.value).to.equal("yes");
        expect(cells.server.value).not.to.equal("yes");
      }
      expect(partOf(page, "holdings")).to.contain("Attacker on the path");
      const markdown = renderMarkdown(page);
      expect(markdown).to.contain("participant P as Attacker on the path");
      expect(markdown)
        .to.match(/Note over P: makes a key pair/)
        .and.not.to.match(/Note over S: makes a key pair/);
      expect(markdown).to.contain("| Attacker on the path |");
    });

    it("shows the certificate that DTLS delivered, and that and why it was refused", async () => {
      const page = await realPage("on-path");
      for (const text of [partOf(page, "fingerprints"), renderMarkdown(page)]) {
        expect(text).not.to.contain("DTLS delivered none");
        expect(text).to.match(
          /delivered by DTLS, refused: the remote certificate(’|'|&#39;)s fingerprint is not the signalled one/,
        );
      }
    });

    it("offers no search for canaries that were never sent", async () => {
      expect(partOf(await realPage("on-path"), "try")).not.to.contain("the canaries that were sent appear");
      expect(partOf(await realPage("honest"), "try")).to.contain("the canaries that were sent appear");
    });
  });

  describe("short-code", () => {
    it("never says that an equal code vouches for the delivered certificate, and how lucky the search was", async () => {
      const text = textOf(await realPage("short-code"));
      expect(text).to.contain("the code that was read aloud is the one on this peer's own screen");
      expect(text).not.to.contain("is that of the certificate that this connection delivered");
      expect(text).to.contain("a code: it names no certificate").and.to.contain("times the mean");
    });
  });

  describe("signed-fingerprint-required", () => {
    it("says that nothing of the peers crossed the network, and lists nothing that an observer would have learned", async () => {
      const page = await realPage("signed-fingerprint-required");
      const recording = partOf(page, "recording");
      expect(recording).to.contain("Nothing of the peers crossed the network in this run");
      expect(recording).not.to.contain("Who talks with whom").and.not.to.contain("STUN software name");
      expect(recording).not.to.contain("they cross the network in clear");
      expect(partOf(page, "try")).to.contain("nothing of the peers").and.not.to.contain("STUN and DTLS");
    });
  });

  describe("honest-defended", () => {
    it("shows each of the comparisons of a call in the table of its fingerprints", async () => {
      const fingerprints = partOf(await realPage("honest-defended"), "fingerprints");
      expect(fingerprints).to.contain("Short code of 16 bits").and.to.contain("said over the call itself");
      expect(fingerprints)
        .to.contain("equal emoji")
        .and.to.contain("What each method does, and what it does not give");
    });
  });

  describe("weak-fingerprint-md5", () => {
    it("shows the MD5 of the certificate that DTLS delivered beside the one in the SDP", async () => {
      const page = await realPage("weak-fingerprint-md5");
      const rows = renderMarkdown(page)
        .split("\n")
        .filter((line) => line.includes("| md5 `"));
      expect(rows.some((row) => row.includes("what the SDP said"))).to.equal(true);
      expect(rows.some((row) => row.includes("what DTLS delivered"))).to.equal(true);
    });
  });
});
