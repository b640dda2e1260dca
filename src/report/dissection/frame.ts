import { CaptureParseError } from "../../capture/captureParseError.ts";
import { ipv4Offset } from "../../capture/linkType.ts";
import { parseUdp } from "../../capture/udp.ts";
import { type Field, FieldWriter } from "./field.ts";

/**
 * The headers before the payload of a captured UDP packet (RFC 791, RFC 768), as far as the payload. Undefined: not such a
 * packet. It does not check the checksums.
 */
export function frameFields(frame: Uint8Array, linkType: number): Field[] | undefined {
  const udp = parsedOrUndefined(frame, linkType);
  if (udp === undefined) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const ip = ipv4Offset(frame, linkType);
  const headerLength = (view.getUint8(ip) & 0x0f) * 4;
  const writer = new FieldWriter();
  const { source, destination, payload } = udp;
  writer.add("link layer", ip, "The header of the network on which it was captured.");
  writer.add(
    "version, header length",
    1,
    `IP version ${view.getUint8(ip) >> 4}; the header has ${headerLength} bytes.`,
  );
  writer.add("type of service", 1, `${view.getUint8(ip + 1)}.`);
  writer.add("total length", 2, `${view.getUint16(ip + 2)} bytes from the IP header on.`);
  writer.add("identification", 2, `${view.getUint16(ip + 4)}. It counts when a packet is cut in parts.`);
  writer.add("flags, fragment offset", 2, "Not one part of a larger packet.");
  writer.add("time to live", 1, `${view.getUint8(ip + 8)} more routers may pass it on.`);
  writer.add("protocol", 1, `${view.getUint8(ip + 9)}: UDP.`);
  writer.add("header checksum", 2, "Detects accidents, not attackers. It is not checked here.");
  writer.add("source address", 4, `${source.address}: known to everybody on the path.`);
  writer.add("destination address", 4, `${destination.address}.`);
  writer.add("options", headerLength - 20, "IP options.");
  writer.add("source port", 2, `${source.port}.`);
  writer.add("destination port", 2, `${destination.port}.`);
  writer.add(
    "length",
    2,
    `${view.getUint16(writer.at)}: 8 bytes of UDP header and ${payload.length} of payload.`,
  );
  writer.add("checksum", 2, "Detects accidents, not attackers. It is not checked here.");
  return writer.fields;
}

function parsedOrUndefined(frame: Uint8Array, linkType: number) {
  try {
    return parseUdp(frame, linkType);
  } catch (error) {
    if (error instanceof CaptureParseError) return undefined;
    throw error;
  }
}
