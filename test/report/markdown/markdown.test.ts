import { expect } from "chai";
import fc from "fast-check";
import { renderMarkdown } from "../../../src/report/markdown/markdown.ts";
import { cell, fenced, prose, table, text } from "../../../src/report/markdown/syntax.ts";
import { changedPage, hostileEvent, longPage, realPage } from "../pages.ts";

describe("renderMarkdown", () => {
  it("tells the run as a Mermaid diagram and its findings as tables", async () => {
    const markdown = renderMarkdown(await realPage("mitm"));
    expect(markdown).to.match(/^# Could the server listen in/);
    expect(markdown).to.contain("```mermaid\nsequenceDiagram\n");
    expect(markdown).to.contain("not what Alice sent").and.to.contain("| Holds? | What is checked |");
  });

  it("has each section of an RFC that its prose names as a link", async () => {
    const markdown = renderMarkdown(await realPage("mitm"));
    expect(markdown).to.contain("[RFC 5763 §5](https://www.rfc-editor.org/rfc/rfc5763#section-5)");
    expect(markdown).to.contain("[§9.1](https://www.rfc-editor.org/rfc/rfc8827#section-9.1)");
    expect(prose("a * b (RFC 8122 §5) | c")).to.equal(
      "a \\* b ([RFC 8122 §5](https://www.rfc-editor.org/rfc/rfc8122#section-5)) \\| c",
    );
  });

  it("gives the same bytes for the same page", async () => {
    const page = await realPage("honest");
    expect(renderMarkdown(page)).to.equal(renderMarkdown(page));
  });

  it("keeps every table to its columns and every fence closed, whatever a peer wrote", async () => {
    const markdown = renderMarkdown(await changedPage("mitm", hostileEvent));
    expect(markdown.match(/^```/gm)?.length ?? 0).to.satisfy((fences: number) => fences % 2 === 0);
    for (const block of markdown.split("\n\n").filter((part) => part.startsWith("| "))) {
      const columns = block.split("\n").map((row) => row.split(/(?<!\\)\|/).length);
      expect(new Set(columns).size, block.slice(0, 80)).to.equal(1);
    }
    expect(markdown).not.to.contain("<script").and.not.to.contain("<img");
  });

  it("lets no label break out of its Mermaid statement", async () => {
    const markdown = renderMarkdown(await changedPage("mitm", hostileEvent));
    const [, diagram = ""] = /```mermaid\n([\s\S]*?)\n```/.exec(markdown) ?? [];
    const statement =
      /^ {2}(?:participant [ASPB] as [\w ]+|Note over [ASPB](?:,[ASPB])?: .*|[ASPB](?:->>|-->>|<<->>|-x)[ASPB]: .*)$/;
    for (const line of diagram.split("\n").slice(1)) {
      expect(line).to.match(statement);
      const [, label = ""] = /: (.*)$/.exec(line) ?? [];
      expect(label.replaceAll(/#\d+;/g, "")).not.to.match(/[;#<>%{}`\\]/);
    }
  });

  it("stays short on a run with ten thousand messages", async () => {
    expect(renderMarkdown(await longPage()).length).to.be.lessThan(200_000);
  });
});

describe("the syntax of Markdown", () => {
  it("is escaped in any text, so that none of it is left", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (anything) => {
        const escaped = text(anything);
        expect(escaped).not.to.match(/[\n\r<>]/);
        expect(escaped.replaceAll(/\\./gu, "")).not.to.match(/[`*_[\]#|~]/);
      }),
    );
  });

  it("has a fence that is longer than any in the content", () => {
    expect(fenced("sh", "a ```` b")).to.equal("`````sh\na ```` b\n`````");
  });

  it("makes one line of each row of a table", () => {
    expect(table(["A"], [[cell("x\ny | z")]])).to.equal("| A |\n| --- |\n| x y \\| z |");
  });
});
