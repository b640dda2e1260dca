import { expect } from "chai";
import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { payloadFields } from "../../../../src/report/dissection/dataChannel.ts";
import type { Layer } from "../../../../src/report/dissection/layer.ts";
import { sctpFields } from "../../../../src/report/dissection/sctp.ts";
import { Bytes } from "../../../../src/report/html/components/bytes.tsx";
import { PPID } from "../../../../src/sctp/dataChannel.ts";
import { bytesOf, data, packet } from "../../../sctp/packets.ts";
import { serialiseDcep } from "../../../sctp/serialise.ts";
import { HOSTILE } from "../../pages.ts";

function shown(bytes: Uint8Array, fields: Layer["fields"], sealed: Layer["sealed"] = []): string {
  return renderToString(h(Bytes, { layer: { title: "A layer", rfc: "RFC 0", bytes, fields, sealed } }));
}

describe("the bytes of a layer", () => {
  it("show what a peer wrote as text, in content and in a channel's label", () => {
    for (const hostile of Object.values(HOSTILE)) {
      const content = packet(data({ payload: bytesOf(hostile.slice(0, 4000)) }));
      const dcep = serialiseDcep({
        kind: "open",
        label: hostile.slice(0, 4000),
        protocol: hostile.slice(0, 4000),
        ordered: true,
        reliability: { kind: "reliable" },
        priority: 0,
      });
      const html = shown(content, sctpFields(content)) + shown(dcep, payloadFields(dcep, PPID.DCEP, true));
      expect(html).not.to.match(/<script|<img|<style|<!--/);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
      expect(html).not.to.match(/[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/);
    }
  });

  it("stand beside those that crossed in their place, range by range", () => {
    const bytes = packet(data({ payload: bytesOf("hello") }));
    const sealed = { title: "on the wire", bytes: bytes.map((byte) => byte ^ 0xff) };
    const html = shown(bytes, sctpFields(bytes), [sealed]);
    expect(html).to.contain("<code>68 65 6c 6c 6f</code>").and.to.contain("<code>97 9a 93 93 90</code>");
  });

  it("are cut after 256, and say how many are left", () => {
    const bytes = packet(data({ payload: new Uint8Array(1000) }));
    expect(shown(bytes, sctpFields(bytes))).to.contain("and 744 more bytes");
  });
});
