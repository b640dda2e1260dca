import { expect } from "chai";
import honest from "../../../scenarios/honest.ts";
import stolen from "../../../scenarios/stolenCertificateKeys.ts";
import { rsaKeyTransport } from "../../../src/verdict/checks/rsaKeyTransport.ts";
import { ecdhe, keyTransport, keyTransportRfc5246, type TlsFixture } from "../../tls/fixture.ts";
import { caseOf, nothingRecorded, traceOf } from "../cases.ts";

const recorded = ({ clientToServer, serverToClient, privateKeyPkcs8, message: canary }: TlsFixture) =>
  traceOf([
    "conductor",
    {
      kind: "rsa-contrast-recorded",
      clientToServer: Buffer.from(clientToServer).toString("base64"),
      serverToClient: Buffer.from(serverToClient).toString("base64"),
      pkcs8: Buffer.from(privateKeyPkcs8).toString("base64"),
      canary,
    },
  ]);

const outcome = (trace: ReturnType<typeof traceOf>) =>
  rsaKeyTransport(caseOf(stolen, trace, nothingRecorded)).map(({ observed, ok, basis }) => ({
    observed,
    ok,
    basis,
  }));

describe("the check of the RSA contrast", () => {
  it("holds if the recording opens and shows the canary", () => {
    expect(outcome(recorded(keyTransport))).to.deep.equal([
      { observed: "opened, canary found", ok: true, basis: [1] },
    ]);
  });

  it("fails if the key is another one, the suite is ECDHE, or the canary is not in it", () => {
    const { privateKeyPkcs8 } = keyTransportRfc5246;
    const observed = [{ ...keyTransport, privateKeyPkcs8 }, ecdhe, { ...keyTransport, message: "another" }]
      .flatMap((fixture) => outcome(recorded(fixture)))
      .map(({ observed, ok }) => [observed, ok]);
    expect(observed).to.deep.equal([
      ["not opened: the premaster secret was not encrypted to this key", false],
      [
        "not opened: TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 sends no premaster secret that this RSA key could decrypt",
        false,
      ],
      ["opened, canary not found", false],
    ]);
  });

  it("is not made, with the reason, where the platform refused the suite", () => {
    const missing = traceOf(["conductor", { kind: "rsa-contrast-missing", because: "no cipher match" }]);
    expect(outcome(missing)).to.deep.equal([
      { observed: "not tested: no cipher match", ok: null, basis: [1] },
    ]);
    expect(outcome([])).to.deep.equal([
      { observed: "not tested: the run made no such connection", ok: null, basis: [] },
    ]);
  });

  it("belongs only to scenarios in which something is stolen afterwards", () => {
    expect(rsaKeyTransport(caseOf(honest, recorded(keyTransport), nothingRecorded))).to.deep.equal([]);
  });
});
