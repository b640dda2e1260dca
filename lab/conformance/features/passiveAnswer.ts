import { bothWays, connect, type Feature } from "./feature.ts";

/**
 * The answerer becomes DTLS server. Hardly a stack chooses that by itself, so the application's signalling asks for it:
 * the offer says that the offerer is active, and leaves the answerer no other role (RFC 8842 §5.3).
 */
export const passiveAnswer: Feature = {
  id: "passive-answer",
  title: "an answerer that is DTLS server",
  needs: {},
  settings: { describe: offererActive },
  deadlineMs: 30_000,
  async perform(call) {
    await connect(call);
    await bothWays(call, "chat", "turned round");
  },
};

export function offererActive(sdp: string, type: "offer" | "answer"): string {
  return type === "offer" ? sdp.replaceAll(/^a=setup:actpass/gm, "a=setup:active") : sdp;
}
