import { createPrivateKey, createPublicKey, X509Certificate } from "node:crypto";
import { expect } from "chai";
import { fromCredentials } from "../../../../lab/actors/localCertificate.ts";
import { PeerKeys } from "../../../../lab/actors/server/peerKeys.ts";
import type { Fact } from "../../../../src/trace/events.ts";

describe("a server that makes its peers' keys", () => {
  let facts: Fact[] = [];
  let keys: PeerKeys;

  beforeEach(async () => {
    facts = [];
    keys = new PeerKeys((fact) => facts.push(fact));
  });

  it("reports that it made them, in its own process, and holds the private keys", async () => {
    await keys.make();
    expect(facts.map((fact) => [fact.kind, "owner" in fact && fact.owner])).to.have.deep.members([
      ["key-made", "alice"],
      ["private-key", "alice"],
      ["key-made", "bob"],
      ["private-key", "bob"],
    ]);
    for (const fact of facts) if (fact.kind === "key-made") expect(fact.pid).to.equal(process.pid);
  });

  it("hands each peer its own once: a certificate with the key that belongs to it", async () => {
    await keys.make();
    const handed = keys.handOver("alice");
    if (handed?.type !== "credentials") throw new Error("nothing was handed over");
    const { certificate, der } = fromCredentials(handed);
    const publicKey = createPublicKey(createPrivateKey(certificate.privateKey));
    expect(publicKey.equals(new X509Certificate(der).publicKey)).to.equal(true);
    expect(new X509Certificate(certificate.certPem).raw).to.eql(der);
    const made = facts.find((fact) => fact.kind === "key-made" && fact.owner === "alice");
    expect(made).to.include({ certificate: handed.certificate });
    expect(keys.handOver("alice")).to.equal(undefined);
  });

  it("can show each peer the other peer's certificate", async () => {
    await keys.make();
    const legs = keys.legCertificates();
    const shown = await legs["alice-leg"];
    const handed = keys.handOver("bob");
    expect(handed).to.include({ certificate: Buffer.from(shown.der).toString("base64") });
  });

  it("has nothing to hand over, and no legs to show, when it was not told to make any", () => {
    expect(keys.handOver("alice")).to.equal(undefined);
    expect(() => keys.legCertificates()).to.throw("made no keys");
  });
});
