const BINDING_INDICATION = 0x0011;
const MAGIC_COOKIE = 0x2112a442;
const SOFTWARE = 0x8022;
const HEADER_BYTES = 20;

/**
 * A STUN Binding indication that carries `software` in clear (RFC 8489 §14.14) and a zero transaction id. It
 * asks for no answer, so the peers ignore it. `software` is cut at 763 bytes, the limit of the RFC.
 */
export function bindingIndication(software: string): Uint8Array {
  const text = Buffer.from(software).subarray(0, 763);
  const attribute = 4 + Math.ceil(text.length / 4) * 4;
  const message = Buffer.alloc(HEADER_BYTES + attribute);
  message.writeUInt16BE(BINDING_INDICATION, 0);
  message.writeUInt16BE(attribute, 2);
  message.writeUInt32BE(MAGIC_COOKIE, 4);
  message.writeUInt16BE(SOFTWARE, HEADER_BYTES);
  message.writeUInt16BE(text.length, HEADER_BYTES + 2);
  text.copy(message, HEADER_BYTES + 4);
  return message;
}
