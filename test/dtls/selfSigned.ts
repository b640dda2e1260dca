import { type KeyObject, sign } from "node:crypto";

/** A minimal self-signed X.509 certificate in DER (RFC 5280 §4.1), for keys that no recorded handshake has. */
export function selfSigned(publicKey: KeyObject, privateKey: KeyObject): Uint8Array {
  const algorithm = der(0x30, Buffer.from("06082a8648ce3d040302", "hex")); // ecdsa-with-SHA256
  const name = der(0x30);
  const validity = der(0x30, utcTime("250101000000Z"), utcTime("450101000000Z"));
  const key = publicKey.export({ type: "spki", format: "der" });
  const version = der(0xa0, der(0x02, Buffer.of(2)));
  const content = der(0x30, version, der(0x02, Buffer.of(1)), algorithm, name, validity, name, key);
  const signature = sign("sha256", content, privateKey);
  return der(0x30, content, algorithm, der(0x03, Buffer.of(0), signature));
}

const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const long = length > 255 ? [0x82, length >> 8, length & 255] : [0x81, length];
  return Buffer.concat([Buffer.of(tag, ...(length < 128 ? [length] : long)), content]);
}
