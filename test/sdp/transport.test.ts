import { expect } from "chai";
import { parseDescription, type SetupRole } from "../../src/sdp/description.ts";
import { dtlsRoles, transportOf } from "../../src/sdp/transport.ts";

const of = (...lines: readonly string[]) => transportOf(parseDescription([...lines, ""].join("\r\n")));
const candidate = (port: number) => `a=candidate:1 1 udp 1 127.0.0.1 ${port} typ host`;
const AUDIO = [
  "m=audio 9 UDP/TLS/RTP/SAVPF 96",
  "a=mid:a",
  "a=ice-ufrag:audi",
  "a=setup:active",
  candidate(1),
];
const CHANNELS = (ufrag: string) => [
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "a=mid:d",
  `a=ice-ufrag:${ufrag}`,
  "a=setup:passive",
  candidate(2),
];

describe("the transport of the data channels", () => {
  it("is that of the bundle's first section, with the candidates of all sections that share it", () => {
    const transport = of("v=0", "a=group:BUNDLE a d", ...AUDIO, ...CHANNELS("audi"));
    expect(transport).to.include({ section: 0, iceUfrag: "audi", setup: "active", iceLite: false });
    expect(transport.candidates.map(({ port }) => port)).to.eql([1, 2]);
  });

  it("is their own section's where they are in no bundle, or in another one", () => {
    for (const group of ["a=group:LS a d", "a=group:BUNDLE a", "a=group:BUNDLE x d"]) {
      const transport = of("v=0", group, ...AUDIO, ...CHANNELS("data"));
      expect(transport, group).to.include({ section: 1, iceUfrag: "data", setup: "passive" });
      expect(transport.candidates.map(({ port }) => port)).to.eql([2]);
    }
  });

  it("may stand at session level altogether", () => {
    const session = ["v=0", "a=ice-lite", "a=ice-ufrag:sess", "a=setup:actpass", candidate(7)];
    for (const media of [[], ["m=application 9 UDP/DTLS/SCTP webrtc-datachannel"]]) {
      const transport = of(...session, ...media);
      expect(transport).to.include({ section: 0, iceUfrag: "sess", setup: "actpass", iceLite: true });
      if (media.length === 0) expect(transport.candidates.map(({ port }) => port)).to.eql([7]);
    }
  });
});

describe("the DTLS roles of offerer and answerer", () => {
  const CASES: readonly (readonly [SetupRole | undefined, SetupRole | undefined, string])[] = [
    ["actpass", "active", "answerer"],
    ["actpass", "passive", "offerer"],
    ["active", "passive", "offerer"],
    ["passive", "active", "answerer"],
    // Answers that decide nothing.
    ["actpass", "actpass", "answerer"],
    ["active", "actpass", "offerer"],
    ["active", undefined, "offerer"],
    [undefined, undefined, "answerer"],
  ];
  for (const [offer, answer, client] of CASES) {
    it(`make the ${client} the client where ${offer} is answered by ${answer}`, () => {
      const roles = dtlsRoles(offer, answer);
      expect(roles).to.eql(
        client === "offerer"
          ? { offerer: "client", answerer: "server" }
          : { offerer: "server", answerer: "client" },
      );
    });
  }
});
