import { X509Certificate } from "node:crypto";
import { expect } from "chai";
import { recordTls } from "../../../lab/tls/recordedTls.ts";
import {
  makeRsaCertificate,
  type RsaCertificate,
  recordRsaKeyTransport,
} from "../../../lab/tls/rsaKeyTransport.ts";
import { openWithRsaKey } from "../../../src/tls/openWithRsaKey.ts";

const DEADLINE_MS = 5000;

/** Sockets and servers that keep this process alive. */
const openHandles = (): number =>
  process.getActiveResourcesInfo().filter((kind) => /TCP|TLS/.test(kind)).length;

describe("the contrast: TLS with RSA key transport", () => {
  let identity: RsaCertificate;
  let handles = 0;
  before(async () => {
    identity = await makeRsaCertificate();
  });
  beforeEach(() => {
    handles = openHandles();
  });
  afterEach(async () => {
    await new Promise((done) => setImmediate(done));
    expect(openHandles()).to.equal(handles);
  });

  it("makes a certificate that is signed with its own key", () => {
    const certificate = new X509Certificate(identity.certificate);
    expect(certificate.verify(certificate.publicKey)).to.equal(true);
    expect(certificate.subject).to.equal("CN=contrast");
    expect(certificate.publicKey.asymmetricKeyType).to.equal("rsa");
  });

  it("is recorded whole, does not show its message, and opens with the key", async () => {
    const contrast = await recordRsaKeyTransport(
      Promise.resolve(identity),
      "canary-of-the-test",
      DEADLINE_MS,
    );
    if (contrast.kind === "not-available") throw new Error(contrast.because);
    expect(Buffer.from(contrast.clientToServer).includes("canary-of-the-test")).to.equal(false);
    const result = openWithRsaKey(contrast);
    if (result.kind === "failed") throw new Error(result.message);
    expect(Buffer.from(result.clientSaid).toString()).to.equal("canary-of-the-test");
  });

  it("stays closed with the same key where the platform's ECDHE was used", async () => {
    const recording = await recordTls({
      ...identity,
      ciphers: "ECDHE-RSA-AES128-GCM-SHA256",
      message: "canary-of-the-test",
      deadlineMs: DEADLINE_MS,
    });
    const contrast = await recordRsaKeyTransport(Promise.resolve(identity), "-", DEADLINE_MS);
    if (contrast.kind === "not-available") throw new Error(contrast.because);
    const result = openWithRsaKey({ ...recording, privateKeyPkcs8: contrast.privateKeyPkcs8 });
    expect(result).to.include({ kind: "failed", code: "not-rsa-key-transport" });
  });

  it("is not available, with the reason, where the platform cannot make it", async () => {
    const broken = { ...identity, certificate: "no certificate" };
    const contrast = await recordRsaKeyTransport(Promise.resolve(broken), "-", DEADLINE_MS);
    expect(contrast.kind).to.equal("not-available");
    const refused = await recordTls({
      ...identity,
      ciphers: "NO-SUCH-SUITE",
      message: "-",
      deadlineMs: DEADLINE_MS,
    })
      .then(() => "recorded")
      .catch((error: Error) => error.message);
    expect(refused).to.match(/no cipher match/i);
  });

  it("ends at its deadline, and leaves no socket open", async () => {
    const contrast = await recordRsaKeyTransport(Promise.resolve(identity), "-", 0);
    expect(contrast).to.deep.equal({
      kind: "not-available",
      because: "the TLS connection did not end within 0 s",
    });
  });
});
