import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { encodingsOf, markerEncodings } from "../../../lab/instruments/memoryEncodings.ts";
import { privateScalar, type RunSecret } from "../../../src/run/secrets.ts";

function keySecret(): { secret: RunSecret; pem: string; scalar: Buffer } {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" });
  const secret = {
    what: "certificate-key",
    id: "a key",
    owner: "alice",
    bytes: privateScalar(pkcs8),
    pkcs8,
    holders: [],
    basis: [],
  } as const;
  const scalar = Buffer.from(privateKey.export({ format: "jwk" }).d ?? "", "base64url");
  return { secret, pem: privateKey.export({ format: "pem", type: "pkcs8" }).toString(), scalar };
}

describe("the forms in which a secret is looked for", () => {
  it("are, for a certificate key, its scalar in both byte orders and in hexadecimal, and its part of a PEM text", () => {
    const { secret, pem, scalar } = keySecret();
    const forms = new Map(
      encodingsOf(secret).map(({ encoding, pattern }) => [encoding, Buffer.from(pattern)]),
    );
    expect(forms.get("big-endian")).to.deep.equal(scalar);
    expect(forms.get("little-endian")).to.deep.equal(Buffer.from(scalar).reverse());
    expect(forms.get("hexadecimal")?.toString()).to.equal(scalar.toString("hex"));
    const part = forms.get("PEM")?.toString() ?? "";
    expect(pem).to.include(part);
    expect(pem.replaceAll("\n", ""), "the same text without line ends").to.include(part);
  });

  it("have, for two keys, no PEM text in common, although their first lines begin alike", () => {
    const [one, other] = [keySecret(), keySecret()];
    const pemOf = ({ secret }: typeof one) =>
      Buffer.from(encodingsOf(secret).find(({ encoding }) => encoding === "PEM")?.pattern ?? []).toString();
    expect(one.pem.slice(28, 60)).to.equal(other.pem.slice(28, 60));
    expect(other.pem).to.not.include(pemOf(one));
    expect(one.pem).to.not.include(pemOf(other));
  });

  it("are, for a session secret, its bytes, hexadecimal and base64", () => {
    const masterSecret = Buffer.alloc(48, 7);
    const secret = {
      what: "session-secret",
      id: "s",
      owners: [],
      label: "CLIENT_RANDOM",
      clientRandom: "00".repeat(32),
      bytes: masterSecret,
      holders: [],
      basis: [],
    } as const;
    expect(encodingsOf(secret).map(({ pattern }) => Buffer.from(pattern).toString("latin1"))).to.deep.equal([
      masterSecret.toString("latin1"),
      "07".repeat(48),
      "BwcH".repeat(16),
    ]);
  });

  it("are, for a marker, what the actor keeps, and the word of its command line", () => {
    expect(
      markerEncodings("bob", "ab".repeat(32)).map(({ secret, pattern }) => [secret, pattern.length]),
    ).to.deep.equal([
      ["bob marker", 32],
      ["bob marker", 64],
    ]);
  });
});
