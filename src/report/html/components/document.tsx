import { createHash } from "node:crypto";
import type { ComponentChildren, VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { STYLE } from "../style/index.ts";

/** A whole page: its policy allows its own style sheet, by hash, and nothing else. */
export function Document({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="generator" content="webrtc-mitm-lab" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the answer
        </a>
        <main id="main">{children}</main>
      </body>
    </html>
  );
}

export function renderDocument(document: VNode): string {
  return `<!doctype html>\n${renderToString(document)}\n`;
}

const HASH = createHash("sha256").update(STYLE).digest("base64");
const POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; img-src 'none'; base-uri 'none'; form-action 'none'`;
