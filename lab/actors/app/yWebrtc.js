// A page with y-webrtc in it, as its manual has it: a document that two people write into. It is served to both.
import { WebrtcProvider } from "y-webrtc";
import * as Y from "yjs";

const doc = new Y.Doc();
const lines = doc.getArray("lines");
let provider;

window.app = {
  enter({ url, room, password }) {
    provider = new WebrtcProvider(room, doc, {
      signaling: [url],
      ...(password && { password }),
      peerOpts: { config: { iceServers: [] } },
    });
    provider.on("peers", ({ removed }) => {
      if (removed.length > 0) window.lab.trouble("a peer is gone");
    });
  },
  hasEntered: () => provider?.signalingConns[0]?.connected === true && provider.room !== null,
  isOpen: () => [...(provider?.room?.webrtcConns.values() ?? [])].some(({ connected }) => connected),
  say: (text) => lines.push([text]),
  shows: (text) => lines.toArray().includes(text),
};
