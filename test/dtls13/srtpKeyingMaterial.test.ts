import { createCipheriv, createDecipheriv, createHmac } from "node:crypto";
import { expect } from "chai";
import { srtpProfile } from "../../src/dtls/wire/registry.ts";
import { srtpKeyingMaterial13 } from "../../src/dtls13/crypto/srtpKeyingMaterial.ts";
import { flipped, present } from "../dtls/fixture.ts";
import { type BrowserCall, browserCalls, chromiumFirefox, firefoxChromium } from "./fixture.ts";

/** The packets of the same call tell whether the exported keys are those that the browsers use. */
describe("SRTP keys exported from DTLS 1.3", () => {
  it("are of the profile that EncryptedExtensions choose", () => {
    expect(profileOf(firefoxChromium).name).to.equal("SRTP_AEAD_AES_128_GCM");
    expect(profileOf(chromiumFirefox).name).to.equal("SRTP_AES128_CM_HMAC_SHA1_80");
  });

  for (const call of browserCalls) {
    it(`authenticate the SRTP packets of both sides: ${call.name}`, () => {
      const { association, secrets } = call.opened;
      const profile = profileOf(call);
      const { hash } = present(association.suite);
      const keys = srtpKeyingMaterial13(hash, present(secrets.exporter), profile);
      const client = { key: keys.clientKey, salt: keys.clientSalt };
      const server = { key: keys.serverKey, salt: keys.serverSalt };
      const authenticates = profile.name.includes("GCM") ? authenticatesGcm : authenticatesHmac;
      expect(new Set(call.srtp.map(({ from }) => from)).size, "sides").to.equal(2);
      for (const { from, bytes } of call.srtp) {
        const [own, others] = from === association.client ? [client, server] : [server, client];
        expect(authenticates(own, bytes)).to.equal(true);
        expect(authenticates(others, bytes), "the other side's keys").to.equal(false);
        expect(authenticates(own, flipped(bytes)), "a changed packet").to.equal(false);
      }
    });
  }
});

function profileOf({ opened: { association } }: BrowserCall) {
  const [code] = present(association.encryptedExtensions).value.extensions.srtpProfiles ?? [];
  return present(srtpProfile(present(code)));
}

interface Master {
  readonly key: Uint8Array;
  readonly salt: Uint8Array;
}

/** RFC 3711 §4.2: HMAC-SHA1 over the packet and the rollover counter, which is 0 in the first packets. */
function authenticatesHmac(master: Master, packet: Uint8Array): boolean {
  const body = packet.subarray(0, -10);
  const mac = createHmac("sha1", sessionKey(master, 1, 20))
    .update(body)
    .update(Buffer.alloc(4))
    .digest();
  return mac.subarray(0, 10).equals(packet.subarray(-10));
}

/** RFC 7714 §8.1, §9.1. */
function authenticatesGcm(master: Master, packet: Uint8Array): boolean {
  const bytes = Buffer.from(packet);
  const csrcs = 12 + 4 * ((bytes[0] ?? 0) & 15);
  const headerLength = (bytes[0] ?? 0) & 0x10 ? csrcs + 4 + 4 * bytes.readUInt16BE(csrcs + 2) : csrcs;
  const iv = Buffer.alloc(12);
  bytes.copy(iv, 2, 8, 12);
  bytes.copy(iv, 10, 2, 4);
  const salt = sessionKey(master, 2, 12);
  const nonce = iv.map((byte, index) => byte ^ (salt[index] ?? 0));
  const decipher = createDecipheriv("aes-128-gcm", sessionKey(master, 0, 16), nonce);
  decipher.setAAD(bytes.subarray(0, headerLength));
  decipher.setAuthTag(bytes.subarray(-16));
  decipher.update(bytes.subarray(headerLength, -16));
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}

/** RFC 3711 §4.3: AES in counter mode, with the label in the salt. */
function sessionKey({ key, salt }: Master, label: number, length: number): Buffer {
  const counter = Buffer.alloc(16);
  counter.set(salt);
  counter[7] = (counter[7] ?? 0) ^ label;
  return createCipheriv("aes-128-ctr", key, counter).update(Buffer.alloc(length));
}
