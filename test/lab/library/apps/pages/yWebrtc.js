import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";

const trouble = [];
const doc = new Y.Doc();
const lines = doc.getArray("lines");
let provider;

window.app = {
  /** The document's lines are in one order for both. */
  get heard() {
    return lines
      .toArray()
      .filter((line) => line.by !== doc.clientID)
      .map(({ text }) => text);
  },
  trouble,
  join({ url, room, password }) {
    provider = new WebrtcProvider(room, doc, {
      signaling: [url],
      ...(password && { password }),
      peerOpts: { config: { iceServers: [] } },
    });
    provider.on("peers", ({ removed }) => removed.length > 0 && trouble.push("a peer is gone"));
  },
  isHere: () => provider?.signalingConns[0]?.connected === true && provider.room !== null,
  isOpen: () => [...(provider?.room?.webrtcConns.values() ?? [])].some(({ connected }) => connected),
  say: (text) => lines.push([{ by: doc.clientID, text }]),
};
