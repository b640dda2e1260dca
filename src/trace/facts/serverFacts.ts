import * as v from "valibot";
import { UNREAD_REASONS } from "../unreadReason.ts";
import { base64, content, count, end, peer, signal } from "./fields.ts";

/** What the signalling server does; and what an interceptor reads and changes, wherever it stands. */
export const serverFacts = [
  v.object({ kind: v.literal("signal-received"), from: peer, raw: signal }),
  v.object({ kind: v.literal("signal-sent"), to: peer, raw: signal }),
  /** The attacker varied its certificate until a short code fitted. */
  v.object({
    kind: v.literal("certificate-ground"),
    owner: end,
    certificate: base64,
    tries: count,
    durationMs: v.number(),
  }),
  v.object({ kind: v.literal("signal-refused"), from: v.string(), code: v.string() }),
  /** A message that the interceptor read while it passed from the one leg to the other. */
  v.object({ kind: v.literal("message-read"), from: peer, ...content }),
  v.object({ kind: v.literal("message-altered"), from: peer, ...content }),
  /** The attacker kept the message: it will never arrive. */
  v.object({ kind: v.literal("message-dropped"), from: peer, ...content }),
  /** The attacker said this to the other peer in the name of `from`, who never said it. */
  v.object({ kind: v.literal("message-injected"), from: peer, ...content }),
  v.object({ kind: v.literal("message-delayed"), from: peer, delayMs: count, ...content }),
  /**
   * Something of this peer's came to the attacker that it could not read, for the first time with this reason: that it
   * read nothing does not mean that nothing passed.
   */
  v.object({ kind: v.literal("message-unread"), from: peer, reason: v.picklist(UNREAD_REASONS) }),
  /** The observer's own end mark: a log without it may be cut short, and proves nothing by silence. */
  v.object({ kind: v.literal("log-ended"), messagesRead: count, signals: count }),
] as const;
