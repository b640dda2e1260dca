import * as v from "valibot";
import { count, end, needle, peer, port } from "./fields.ts";

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
/** As in src/pathConditions.ts, and with its seed. */
export const pathConditions = {
  lossPercent: v.optional(percent),
  delayMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  duplicatePercent: v.optional(percent),
  reorderPercent: v.optional(percent),
  seed: count,
};

/** What the network does with datagrams and with connections to the server, on purpose or for an attacker. */
export const networkFacts = [
  /** A connection to the signalling server passes the attacker on the path, who can read and change it, or cannot: it is TLS. */
  v.object({ kind: v.literal("signalling-diverted"), call: count, readable: v.boolean() }),
  /** The attacker on the path sent a peer a datagram from the other one's address. `packet`: its number in the capture. */
  v.object({
    kind: v.literal("datagram-injected"),
    to: peer,
    packet: count,
    what: v.picklist(["repeated", "forged"]),
  }),
  /** The path was not perfect in this call, on purpose. */
  v.object({ kind: v.literal("path-conditions"), call: count, ...pathConditions }),
  /** From here on the path delivered nothing in this call. */
  v.object({ kind: v.literal("path-cut") }),
  v.object({ kind: v.literal("port-opened"), owner: end, call: count, port }),
  v.object({ kind: v.literal("marker-recorded"), marker: needle, packet: count }),
  v.object({ kind: v.literal("recording-ended"), packets: count, bytes: count }),
] as const;
