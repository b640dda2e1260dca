import * as v from "valibot";

const call = v.number();
const stats = v.object({
  tlsVersion: v.optional(v.string()),
  dtlsCipher: v.optional(v.string()),
  dtlsRole: v.optional(v.string()),
  /** DER, base64. */
  remoteCertificate: v.optional(v.string()),
});
export type TransportStats = v.InferOutput<typeof stats>;

/** What a page tells of its connection. The other end chooses labels and contents. */
export const pageEventSchema = v.variant("event", [
  v.object({
    event: v.literal("candidate"),
    call,
    candidate: v.string(),
    sdpMid: v.nullish(v.string()),
    sdpMLineIndex: v.nullish(v.number()),
  }),
  v.object({ event: v.literal("state"), call, of: v.picklist(["ice", "dtls"]), state: v.string() }),
  /** ICE and DTLS are done: the browser has compared the certificate with the description. */
  v.object({ event: v.literal("secured"), call, stats }),
  v.object({ event: v.literal("failed"), call, ice: v.string(), dtls: v.string() }),
  v.object({ event: v.literal("open"), call, label: v.string() }),
  v.object({
    event: v.literal("message"),
    call,
    label: v.string(),
    type: v.picklist(["text", "binary"]),
    content: v.string(),
  }),
]);
export type PageEvent = v.InferOutput<typeof pageEventSchema>;
