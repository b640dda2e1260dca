import * as v from "valibot";
import { LINK_FAILURES } from "../../../src/trace/linkFailure.ts";

const base64 = v.pipe(v.string(), v.base64());
const description = { type: v.picklist(["offer", "answer"]), sdp: v.string() };
const message = { channel: v.string(), type: v.picklist(["text", "binary"]), content: base64 };

/** What the observer in a page reports. The page's application could write the same: it is in the same page. */
const fact = v.variant("kind", [
  v.object({ kind: v.literal("description-sent"), ...description }),
  v.object({ kind: v.literal("description-received"), ...description }),
  v.object({ kind: v.literal("candidate-sent"), candidate: v.string() }),
  v.object({ kind: v.literal("candidate-received"), candidate: v.string() }),
  v.object({ kind: v.literal("socket-opened"), port: v.number() }),
  v.object({ kind: v.literal("state"), of: v.picklist(["ice", "dtls"]), state: v.string() }),
  v.object({
    kind: v.literal("connected"),
    delivered: base64,
    role: v.picklist(["client", "server"]),
    tlsVersion: v.string(),
    dtlsCipher: v.string(),
  }),
  v.object({
    kind: v.literal("link"),
    state: v.literal("failed"),
    reason: v.picklist(LINK_FAILURES),
  }),
  v.object({ kind: v.literal("channel-open"), channel: v.string() }),
  v.object({ kind: v.literal("message-sent"), ...message }),
  v.object({ kind: v.literal("message-received"), ...message }),
  v.object({ kind: v.literal("trouble"), message: v.string() }),
]);
export type PageFact = v.InferOutput<typeof fact>;

/** `at` is the page's performance.now(), in milliseconds. */
export const pageReportSchema = v.pipe(v.string(), v.parseJson(), v.object({ at: v.number(), fact }));
