import { StunParseError } from "./stunParseError.ts";

/** What an attribute says. Names as registered (RFC 8489 §18.3, RFC 8445 §16.1). */
export type StunValue =
  | { readonly kind: "USERNAME" | "SOFTWARE"; readonly text: string }
  | { readonly kind: "XOR-MAPPED-ADDRESS"; readonly address: string; readonly port: number }
  | { readonly kind: "PRIORITY"; readonly priority: number }
  | { readonly kind: "ICE-CONTROLLING" | "ICE-CONTROLLED"; readonly tieBreaker: bigint }
  | { readonly kind: "USE-CANDIDATE" }
  | { readonly kind: "ERROR-CODE"; readonly code: number; readonly reason: string }
  | { readonly kind: "MESSAGE-INTEGRITY"; readonly hmac: Uint8Array }
  | { readonly kind: "FINGERPRINT"; readonly crc: number }
  | { readonly kind: "other"; readonly name: string; readonly value: Uint8Array };

/**
 * The value of one attribute. `mask` is what addresses are XORed with: magic cookie and transaction id.
 * `offset` is where the attribute's header starts, for errors.
 * @throws StunParseError "bad-attribute"
 */
export function parseValue(type: number, value: Uint8Array, mask: Uint8Array, offset: number): StunValue {
  const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
  const requireLength = (fits: boolean, wanted: string) => {
    if (fits) return;
    throw new StunParseError(
      "bad-attribute",
      offset,
      `attribute 0x${type.toString(16)} has ${value.length} bytes, it needs ${wanted}`,
    );
  };
  switch (type) {
    case 0x0006:
      return { kind: "USERNAME", text: UTF8.decode(value) };
    case 0x8022:
      return { kind: "SOFTWARE", text: UTF8.decode(value) };
    case 0x0020: {
      const ipv6 = value[1] === 2;
      requireLength(value.length === (ipv6 ? 20 : 8) && (ipv6 || value[1] === 1), "a family and its address");
      const unmasked = new Uint8Array(value.subarray(4)).map((byte, index) => byte ^ (mask[index] ?? 0));
      const port = view.getUint16(2) ^ (((mask[0] ?? 0) << 8) | (mask[1] ?? 0));
      return { kind: "XOR-MAPPED-ADDRESS", address: ipv6 ? ipv6Text(unmasked) : unmasked.join("."), port };
    }
    case 0x0024:
      requireLength(value.length === 4, "4");
      return { kind: "PRIORITY", priority: view.getUint32(0) };
    case 0x802a:
      requireLength(value.length === 8, "8");
      return { kind: "ICE-CONTROLLING", tieBreaker: view.getBigUint64(0) };
    case 0x8029:
      requireLength(value.length === 8, "8");
      return { kind: "ICE-CONTROLLED", tieBreaker: view.getBigUint64(0) };
    case 0x0025:
      requireLength(value.length === 0, "none");
      return { kind: "USE-CANDIDATE" };
    case 0x0009:
      requireLength(value.length >= 4, "4 or more");
      return {
        kind: "ERROR-CODE",
        code: (view.getUint8(2) & 7) * 100 + view.getUint8(3),
        reason: UTF8.decode(value.subarray(4)),
      };
    case 0x0008:
      requireLength(value.length === 20, "20");
      return { kind: "MESSAGE-INTEGRITY", hmac: value };
    case 0x8028:
      requireLength(value.length === 4, "4");
      return { kind: "FINGERPRINT", crc: view.getUint32(0) };
    default:
      return {
        kind: "other",
        name: OTHER_NAMES.get(type) ?? `0x${type.toString(16).padStart(4, "0")}`,
        value,
      };
  }
}

const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });

const OTHER_NAMES = new Map([
  [0x0001, "MAPPED-ADDRESS"],
  [0x000a, "UNKNOWN-ATTRIBUTES"],
  [0x0014, "REALM"],
  [0x0015, "NONCE"],
  [0x001c, "MESSAGE-INTEGRITY-SHA256"],
  [0x8023, "ALTERNATE-SERVER"],
  [0xc057, "GOOG-NETWORK-INFO"],
]);

/** Eight groups without leading zeros; runs of zero groups are not shortened. */
function ipv6Text(bytes: Uint8Array): string {
  const groups = [0, 2, 4, 6, 8, 10, 12, 14].map((at) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0));
  return groups.map((group) => group.toString(16)).join(":");
}
