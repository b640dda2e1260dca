import { createHash } from "node:crypto";
import wrtc from "@roamhq/wrtc";
import { packageVersion } from "./packageVersion.ts";
import { runStack } from "./stackProgram.ts";
import { w3cCall, watchMedia } from "./w3cCall.ts";

/** Google's libwebrtc for Node. */
runStack({
  version: packageVersion("@roamhq/wrtc"),
  cannot: ["ice-lite"],
  open({ media }, tell) {
    const connection = new wrtc.RTCPeerConnection({ iceServers: [] });
    if (media) {
      connection.addTrack(silence());
      watchMedia(connection, tell);
    }
    const digest = async (content: Uint8Array) => createHash("sha256").update(content).digest("hex");
    return w3cCall({ connection, digest, tell });
  },
});

/** Ten milliseconds of it, again and again: the source sends only what it is given. */
function silence() {
  const source = new wrtc.nonstandard.RTCAudioSource();
  const track = source.createTrack();
  const timer = setInterval(() => {
    if (track.readyState === "ended") clearInterval(timer);
    else
      source.onData({
        samples: new Int16Array(480),
        sampleRate: 48_000,
        bitsPerSample: 16,
        channelCount: 1,
        numberOfFrames: 480,
      });
  }, 10);
  return track;
}
